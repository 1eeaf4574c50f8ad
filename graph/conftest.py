"""What pytest leaves alone when it looks for doctests in the package."""

from __future__ import annotations

from importlib.util import find_spec

collect_ignore_glob = [] if find_spec("torch") and find_spec("onnx") else ["beleidsgraaf/language/training/*.py"]
