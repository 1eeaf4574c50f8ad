"""The package as it is shipped: public names, licence, what the wheel must hold."""

from __future__ import annotations

import ast
import importlib
import re
import subprocess
import sys
from importlib.metadata import metadata, packages_distributions, requires
from pathlib import Path

import pytest

import beleidsgraaf
from beleidsgraaf.knowledge import resources


def test_all_is_true() -> None:
    """Each public name can be imported and is listed, and nothing else is public."""
    assert sorted(beleidsgraaf.__all__) == beleidsgraaf.__all__ == dir(beleidsgraaf)
    for name in beleidsgraaf.__all__:
        assert getattr(beleidsgraaf, name).__name__ == name
    with pytest.raises(AttributeError, match="nonsense"):
        _ = beleidsgraaf.nonsense


@pytest.mark.parametrize("name", ["errors", "model"])
def test_the_public_classes_are_all_there(name: str) -> None:
    """No error is left out of the package's public names, and those of the model come from the model."""
    module = importlib.import_module(f"beleidsgraaf.{name}")
    classes = {key for key, value in vars(module).items() if isinstance(value, type) and value.__module__ == module.__name__}
    listed = {key for key in beleidsgraaf.__all__ if getattr(beleidsgraaf, key).__module__ == module.__name__}
    assert listed == classes if name == "errors" else listed < classes


def test_import_is_lazy() -> None:
    """Importing the package imports none of its modules."""
    code = "import sys, beleidsgraaf; print([name for name in sys.modules if name.startswith('beleidsgraaf.')])"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout == "[]\n"


def test_licence_is_named_and_shipped() -> None:
    """The package is under the EUPL 1.2, and its text is in the distribution."""
    described = metadata("beleidsgraaf")
    assert described["License-Expression"] == "EUPL-1.2"
    assert described.get_all("License-File") == ["LICENSE"]


def test_ontology_is_found() -> None:
    """The ontology's files are there, in a checkout as in a wheel."""
    names = {entry.name for entry in resources.ontology().iterdir()}
    assert {"beleidsgraaf.ttl", "lexicon", "register", "shapes", "competency"} <= names


def test_the_tests_run_against_the_package_they_should() -> None:
    """The package under test is this checkout's, or, once the folder graph/ is away, the installed wheel."""
    home = Path(beleidsgraaf.__file__).parent
    checkout = Path(__file__).parents[1] / "graph" / "beleidsgraaf"
    assert home == checkout if checkout.is_dir() else "site-packages" in home.parts


def _name(function: ast.expr) -> str:
    """Return the last name of what is called."""
    return str(getattr(function, "id", getattr(function, "attr", "")))


def _imported(*, training: bool) -> set[str]:
    """Return the distributions that the package's modules import, anywhere in them: those of training, or all others."""
    names: set[str] = set()
    for path in Path(beleidsgraaf.__file__).parent.rglob("*.py"):
        if ("training" in path.parts) is not training:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names.add(node.module.partition(".")[0])
            elif isinstance(node, ast.Call) and _name(node.func) in {"find_spec", "which"} and isinstance(node.args[0], ast.Constant):
                names.add(str(node.args[0].value))  # a file of a package, or a program that one brings, is used without an import
    providers = packages_distributions()
    outside = names - sys.stdlib_module_names - {"beleidsgraaf"}
    return {_normal(providers[name][0] if name in providers else name) for name in outside}


def _declared(extra: str) -> dict[str, str]:
    """Return the requirements of the package (extra "") or of one of its extras, by normal name."""
    found = {}
    for line in requires("beleidsgraaf") or []:
        requirement, _, marker = line.partition(";")
        if (f'extra == "{extra}"' in marker.replace("'", '"')) if extra else "extra" not in marker:
            match = re.match(r"[A-Za-z0-9._-]+", requirement)
            assert match is not None
            found[_normal(match[0])] = requirement
    return found


def _normal(name: str) -> str:
    return re.sub("[-_.]+", "-", name).lower()


def test_dependencies_are_declared_bounded_and_used() -> None:
    """What the package imports is declared, each with a lower bound, and nothing is declared that it does not import."""
    declared = _declared("")
    assert _imported(training=False) == set(declared)
    assert _imported(training=True) <= set(declared) | set(_declared("training"))
    assert [requirement for requirement in declared.values() if ">=" not in requirement] == []
