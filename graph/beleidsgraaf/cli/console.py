"""What the commands share to speak with a person: progress on a terminal, notes on standard error, numbers and names in Dutch style."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click


def note(message: str) -> None:
    """Tell something on standard error, where it does not mix with results."""
    click.echo(message, err=True)


@contextmanager
def progress(description: str, total: int) -> Iterator[Callable[[int], None]]:
    """Show a progress bar on standard error while it is a terminal, nothing otherwise.

    Args:
        description: what is being done.
        total: how many steps there are.

    Yields:
        A function to call with the number of steps just done.
    """
    if not sys.stderr.isatty():
        yield lambda _steps: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(description, total=total)
        yield lambda steps: bar.advance(task, steps)


def amount(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun.

    >>> amount(1, "document"), amount(1200, "entity", "entities")
    ('1 document', '1,200 entities')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"
