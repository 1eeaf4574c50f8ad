"""The page about the ontology that pyLODE makes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from beleidsgraaf.knowledge import resources
from beleidsgraaf.knowledge.ontology import load_ontology


@pytest.mark.slow
def test_page_shows_every_class_and_property(tmp_path: Path) -> None:
    """The command behind make ontology-docs writes a page with the definition of every class and every property of statements."""
    source, page = tmp_path / "beleidsgraaf.ttl", tmp_path / "ontology.html"
    source.write_text((resources.ontology() / "beleidsgraaf.ttl").read_text("utf-8"), "utf-8")
    subprocess.run([sys.executable, "-m", "pylode", source, "--outputfile", page], check=True, capture_output=True, timeout=300)
    html, ontology = page.read_text("utf-8"), load_ontology()
    missing = [name for name in (*ontology.classes, *ontology.properties) if ontology.definitions[name, "en"] not in html]
    assert missing == []
