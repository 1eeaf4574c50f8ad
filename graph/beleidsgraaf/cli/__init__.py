"""The command line: a lazy group of commands, one module each; exit codes and messages are decided here.

Exit codes: 0 done; 1 it could not be done (a store refused, the disk is full, a check found faults); 2 the input or the command is wrong;
130 interrupted.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module

import click

from beleidsgraaf.errors import BeleidsgraafError, QueryError, ReadError

DONE, FAILED, WRONG, INTERRUPTED = 0, 1, 2, 130

COMMANDS = {
    "build": "beleidsgraaf.cli.build:build",
    "query": "beleidsgraaf.cli.query:command",
    "explain": "beleidsgraaf.cli.explain:explain",
    "evaluate": "beleidsgraaf.cli.evaluate:command",
    "view": "beleidsgraaf.cli.view:view",
    "load": "beleidsgraaf.cli.load:command",
    "serve": "beleidsgraaf.cli.serve:command",
    "export": "beleidsgraaf.cli.export:command",
    "validate": "beleidsgraaf.cli.validate:command",
    "diff": "beleidsgraaf.cli.diff:command",
}
"""Name of each command, and where its function lies; imported only when it is asked for."""

EXAMPLES = """
\b
Examples:
  beleidsgraaf build nota.txt brieven/         reads texts, writes build/graph.ttl and build/graph.html
  cat nota.txt | beleidsgraaf build -          reads standard input
  beleidsgraaf query --list                    lists questions that come with the package; --question NAME asks one
  beleidsgraaf explain eID replaces DigiD      shows the sentences behind a statement
  beleidsgraaf build --help                    tells all about one command

\b
Exit codes:
  0 done   1 it could not be done   2 the input or the command is wrong   130 interrupted
"""


class LazyGroup(click.Group):
    """A group that imports a command's module when the command is run or described."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands in the order of the work."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return a command, ``None`` when there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        module, _, function = COMMANDS[cmd_name].partition(":")
        command = getattr(import_module(module), function)
        if not isinstance(command, click.Command):
            raise TypeError(f"{COMMANDS[cmd_name]} is no command")
        return command


@click.group(cls=LazyGroup, epilog=EXAMPLES, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(package_name="beleidsgraaf", message="%(prog)s %(version)s")
def group() -> None:
    """Read Dutch policy texts about digital government and write a knowledge graph that one can trust.

    Works offline, on this machine; the same texts always give the same graph.
    """


def run(arguments: Sequence[str] | None = None) -> int:
    """Run a command line.

    Args:
        arguments: the words after the command's name; those of this process by default.

    Returns:
        The exit code. Errors are told on standard error in one sentence, never by a traceback.
    """
    try:
        result = group.main(arguments, prog_name="beleidsgraaf", standalone_mode=False)
        sys.stdout.flush()
        return result if isinstance(result, int) else DONE
    except click.ClickException as error:
        error.show()
        return WRONG
    except (click.Abort, KeyboardInterrupt):
        return _told("interrupted; nothing that was not finished is left behind.", INTERRUPTED)
    except BeleidsgraafError as error:
        return _told(str(error), WRONG if isinstance(error, (ReadError, QueryError)) else FAILED)
    except BrokenPipeError:
        # The reader of our output went away (`| head`): no fault, and flushing again at exit must not fail either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except OSError as error:
        return _told(f"{error.filename or 'the output'} cannot be used: {error.strerror or error}.", FAILED)


def _told(message: str, code: int) -> int:
    """Tell a message on standard error and return the exit code."""
    click.echo(f"beleidsgraaf: {message}", err=True)
    return code


def main() -> None:
    """Run the command line of this process and exit."""
    sys.exit(run())
