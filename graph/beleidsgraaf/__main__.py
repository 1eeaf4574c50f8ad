"""``python -m beleidsgraaf`` is the command ``beleidsgraaf``."""

from __future__ import annotations

from beleidsgraaf.cli import main

if __name__ == "__main__":
    main()
