"""The frame of the command line: help, exit codes, messages."""

from __future__ import annotations

import resource
import subprocess
import sys
from importlib.metadata import version

import click
import pytest

from beleidsgraaf import cli, errors

COMMAND = [sys.executable, "-m", "beleidsgraaf"]


def test_help_is_quick_and_has_examples() -> None:
    """Help takes less than 0.3 seconds of processor time, the best of five runs, and shows examples and exit codes."""
    seconds = []
    for _ in range(5):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        result = subprocess.run([*COMMAND, "--help"], capture_output=True, text=True, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        seconds.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    assert "Examples:" in result.stdout
    assert "Exit codes:" in result.stdout
    assert min(seconds) < 0.3


def test_help_loads_nothing_heavy() -> None:
    """Neither spaCy nor rdflib nor pyoxigraph is imported for help."""
    heavy = {"spacy", "rdflib", "pyoxigraph", "networkx", "rich"}
    code = f"import sys, beleidsgraaf.cli as c; c.run(['--help']); print(sorted({heavy} & set(sys.modules)))"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.endswith("[]\n")


@pytest.mark.parametrize("name", cli.COMMANDS)
def test_each_command_has_help_and_an_example(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Each command can be imported, is listed with a sentence, and gives an example of itself."""
    assert cli.run([name, "--help"]) == 0
    assert f"beleidsgraaf {name}" in capsys.readouterr().out.split("Examples:")[1]
    command = cli.group.get_command(click.Context(cli.group), name)
    assert command is not None
    assert command.get_short_help_str().strip()
    assert all(option.help for option in command.params if isinstance(option, click.Option))


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    """The version is the package's."""
    assert cli.run(["--version"]) == 0
    assert capsys.readouterr().out == f"beleidsgraaf {version('beleidsgraaf')}\n"


@pytest.mark.parametrize(
    "words", [["nonsense"], ["build"], ["build", "--workers", "-1", "x"], ["build", "/does/not/exist.txt"], ["explain", "one"]]
)
def test_wrong_commands_end_with_2(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """A wrong command or path is told on standard error; nothing is printed as a result."""
    assert cli.run(words) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (errors.ReadError("It is empty.", where="x"), 2),
        (errors.QueryError("It is wrong."), 2),
        (errors.StoreError("It refused.", endpoint="x"), 1),
        (errors.GraphError("It is broken."), 1),
        (errors.KnowledgeError("They disagree."), 1),
        (OSError(28, "No space left on device", "graph.ttl"), 1),
        (KeyboardInterrupt(), 130),
    ],
)
def test_errors_become_exit_codes(
    error: BaseException, code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each error of ours, and of the system, is one line on standard error and an exit code."""

    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(cli.group, "main", fail)
    assert cli.run([]) == code
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("beleidsgraaf: ")
    assert err.count("\n") == 1


def test_a_closed_pipe_is_no_fault() -> None:
    """When the reader of the output goes away, the command ends quietly."""
    code = "import beleidsgraaf.cli as c, click; c.group.main = lambda *a, **k: [click.echo('x' * 1000) for _ in range(10000)]; c.main()"
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.read(10)
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait() == 0
