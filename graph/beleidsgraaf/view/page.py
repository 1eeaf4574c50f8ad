"""Template, style and scripts become one HTML file that asks nothing of the network."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from html import escape
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

from beleidsgraaf.errors import BeleidsgraafError

_MODULES = (
    "messages",
    "dom",
    "graph",
    "state",
    "filters",
    "look",
    "place",
    "labels",
    "network",
    "search",
    "legend",
    "panel",
    "exports",
    "table",
    "main",
)
"""The scripts in order of use; each imports only those before it."""

_IMPORT = re.compile(r'^import (\{[^}]*\}) from "\./(\w+)\.js";$', re.MULTILINE)
_EXPORT = re.compile(r"^export ((?:async )?(?:function|const) (\w+))", re.MULTILINE)
_VIS = "templates/lib/vis-9.1.2/vis-network.min.js"


def assemble(core: str, texts: str, *, title: str) -> str:
    """Return the page.

    Args:
        core: the graph as JSON that can stand in a script element.
        texts: the documents' texts, likewise.
        title: the page's title.

    Returns:
        HTML with all it needs inside. Its Content-Security-Policy admits its own scripts and style by their hashes and nothing else.
    """
    style, library, script = _asset("style.css"), vis_network(), _script()
    policy = (
        "default-src 'none'; "
        f"script-src {_hash(library)} {_hash(script)}; style-src {_hash(style)}; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )
    parts = {
        "policy": policy,
        "title": escape(title),
        "style": style,
        "library": library,
        "script": script,
        "core": core,
        "texts": texts,
    }
    return re.sub(r"\{\{(\w+)\}\}", lambda match: parts[match[1]], _asset("template.html"))


@cache
def vis_network() -> str:
    """Return the script of vis-network that pyvis carries.

    pyvis itself is not imported: that costs half a second for IPython. Of its style sheet nothing is needed, for it dresses buttons that
    the page does not have.

    Raises:
        BeleidsgraafError: pyvis is not installed, or no longer carries this version.
    """
    spec = find_spec("pyvis")
    homes = spec.submodule_search_locations if spec else None
    path = Path(homes[0], _VIS) if homes else None
    if path is None or not path.is_file():
        raise BeleidsgraafError(f"The page needs {_VIS} of pyvis, which was not found; install pyvis 0.3.2.")
    # a script element ends at the first of these, wherever it stands
    return path.read_text("utf-8").strip().replace("</script", "<\\/script")


@cache
def _asset(name: str) -> str:
    return (files("beleidsgraaf.view") / name).read_text("utf-8").strip()


@cache
def _script() -> str:
    """Join the modules into one script; each keeps a scope of its own, and what it exports is what its function returns."""
    return '"use strict";\n' + "\n".join(_module(name, _asset(f"script/{name}.js")) for name in _MODULES)


def _module(name: str, source: str) -> str:
    """Return a module as a constant that holds what it exports; exports are functions and constants, so that a copy will do."""
    exported = ", ".join(found[2] for found in _EXPORT.finditer(source))
    body = _EXPORT.sub(r"\1", _IMPORT.sub(r"const \1 = $\2;", source))
    return f"const ${name} = (() => {{\n{body}\nreturn {{ {exported} }};\n}})();"


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
