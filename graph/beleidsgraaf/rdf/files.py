"""Files that are whole or not there: written under a temporary name and renamed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from beleidsgraaf.errors import GraphError


@contextmanager
def replacing(path: Path) -> Iterator[IO[bytes]]:
    """Open a file for writing that takes its name only when all went well.

    Args:
        path: the name it gets; its folder is made when it does not exist.

    Yields:
        The open file, binary.

    Raises:
        GraphError: the file cannot be written (no permission, disk full); what was there before is untouched.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with temporary.open("wb") as file:
            yield file
        temporary.replace(path)
    except OSError as error:
        reason = error.strerror or str(error)
        raise GraphError(f"{path} could not be written: {reason}. What was there before is unchanged; free space or choose -o.") from error
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
