"""Many processes: an interrupt or a death among them ends in one sentence, with nothing half written."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

COMMAND = [sys.executable, "-m", "beleidsgraaf", "build", "--workers", "2"]
TEXT = "Over Logius\n\n" + "Logius beheert DigiD en de gemeente Utrecht gebruikt DigiD. " * 50 + "\n"


def workers_of(pid: int) -> list[int]:
    """Return the processes below a process that run its work."""
    found = []
    for entry in Path("/proc").iterdir():
        try:
            ours = entry.name.isdigit() and (entry / "stat").read_text().rsplit(")", 1)[1].split()[1] == str(pid)
            if ours and b"spawn_main" in (entry / "cmdline").read_bytes():
                found.append(int(entry.name))
        except (FileNotFoundError, ProcessLookupError):
            continue  # it ended meanwhile
    return found


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")
@pytest.mark.parametrize(("whom", "code", "words"), [("group", 130, "interrupted"), ("worker", 1, "worker process was ended")])
def test_an_end_from_outside_is_told(tmp_path: Path, whom: str, code: int, words: str) -> None:
    """After ctrl-C, and after the death of a worker, there is one line on standard error, an exit code, and no file."""
    for number in range(200):
        (tmp_path / f"{number}.txt").write_text(TEXT + str(number))
    build = tmp_path / "build"
    process = subprocess.Popen([*COMMAND, str(tmp_path), "-o", str(build)], stderr=subprocess.PIPE, text=True, start_new_session=True)
    deadline = time.monotonic() + 60
    while len(workers := workers_of(process.pid)) < 2 and time.monotonic() < deadline:
        time.sleep(0.05)
    assert len(workers) == 2
    time.sleep(1)
    if whom == "group":
        os.killpg(process.pid, signal.SIGINT)
    else:
        os.kill(workers[0], signal.SIGKILL)
    _, err = process.communicate(timeout=120)
    assert process.returncode == code
    assert words in err
    assert len(err.strip().splitlines()) == 1, err
    assert not build.exists()
