"""The package as it is shipped: public names, licence, what the wheel must hold."""

from __future__ import annotations

import importlib
import subprocess
import sys
from importlib.metadata import metadata
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
