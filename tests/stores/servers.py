"""Real triple stores for the tests: started on loopback, stopped whatever happens."""

from __future__ import annotations

import ctypes
import os
import shutil
import signal
import socket
import subprocess
import sys
import sysconfig
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

VIRTUOSO_INI = """[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
FileExtend = 200
MaxCheckpointRemap = 2000
TempStorage = TempDatabase
[TempDatabase]
DatabaseFile = {folder}/virtuoso-temp.db
TransactionFile = {folder}/virtuoso-temp.trx
MaxCheckpointRemap = 2000
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
MaxClientConnections = 10
CheckpointInterval = 0
CaseMode = 2
DirsAllowed = ., {folder}
NumberOfBuffers = 40000
MaxDirtyBuffers = 20000
ThreadsPerQuery = 2
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = {folder}
ServerThreads = 8
Charset = UTF-8
[SPARQL]
ResultSetMaxRows = {rows}
MaxQueryCostEstimationTime = 4000
MaxQueryExecutionTime = 900
[Client]
SQL_PREFETCH_ROWS = 100
"""


def free_port() -> int:
    """Return a port on loopback that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def needed(command: str) -> str:
    """Return the path of a program from the system; without it a test is skipped, but fails under CI, which installs it."""
    if found := shutil.which(command):
        return found
    if os.environ.get("CI"):
        pytest.fail(f"{command} is not installed, and under CI it must be: see .ci/run")
    pytest.skip(f"{command} is not installed (apt-get install virtuoso-opensource-7-bin raptor2-utils)")


def oxigraph_program() -> str:
    """Return the path of Oxigraph's server, which the wheel ``oxigraph`` brings."""
    beside = Path(sysconfig.get_path("scripts")) / "oxigraph"
    return str(beside) if beside.exists() else needed("oxigraph")


_LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None


def _end_with_parent() -> None:
    """Ask the system to kill this process when the tests are killed (PR_SET_PDEATHSIG of prctl(2))."""
    if _LIBC is not None:
        _LIBC.prctl(1, signal.SIGKILL)


@contextmanager
def running(command: list[str], url: str, folder: Path, *, wait: float = 240.0) -> Iterator[subprocess.Popen[bytes]]:
    """Run a server until the block ends.

    Args:
        command: the command.
        url: address that answers once it is up.
        folder: where it works and writes its log.
        wait: seconds to wait for it.
    """
    with (folder / "server.log").open("ab") as log:
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log, preexec_fn=_end_with_parent)  # noqa: PLW1509 - no threads yet
    try:
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        end = time.monotonic() + wait
        while True:
            if process.poll() is not None:
                raise RuntimeError(f"{command[0]} ended: {(folder / 'server.log').read_text('utf-8', 'replace')[-2000:]}")
            with suppress(OSError):
                opener.open(url, timeout=5).close()
                break
            if time.monotonic() > end:
                raise RuntimeError(f"{command[0]} did not answer at {url} in {wait:g} seconds")
            time.sleep(0.1)
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextmanager
def oxigraph(folder: Path, *, port: int = 0, mode: str = "serve") -> Iterator[str]:
    """Run Oxigraph's server with its database in a folder; yield its URL."""
    folder.mkdir(parents=True, exist_ok=True)
    port = port or free_port()
    command = [oxigraph_program(), mode, "--location", str(folder / "db"), "--bind", f"127.0.0.1:{port}"]
    with running(command, f"http://127.0.0.1:{port}/", folder):
        yield f"http://127.0.0.1:{port}"


@contextmanager
def virtuoso(folder: Path, *, rows: int = 1_000_000) -> Iterator[str]:
    """Run Virtuoso with a new database in a folder; yield its URL. User and password are dba and dba."""
    program = needed("virtuoso-t")
    folder.mkdir(parents=True, exist_ok=True)
    http, sql = free_port(), free_port()
    (folder / "virtuoso.ini").write_text(VIRTUOSO_INI.format(folder=folder, http=http, sql=sql, rows=rows))
    command = [program, "+configfile", str(folder / "virtuoso.ini"), "+foreground"]
    with running(command, f"http://127.0.0.1:{http}/sparql", folder):
        yield f"http://127.0.0.1:{http}"
