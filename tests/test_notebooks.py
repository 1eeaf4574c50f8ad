"""The notebooks run from top to bottom, and show what they say."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

ROOT = Path(__file__).parents[1]


def shown(cell: nbformat.NotebookNode) -> str:
    """Return all that a cell printed or displayed."""
    parts: list[str] = []
    for output in cell.get("outputs", []):
        data = output.get("data", {})
        parts.append(output.get("text") or data.get("text/html") or data.get("text/plain") or "")
    return "\n".join(parts)


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
def test_from_text_to_graph() -> None:
    """The first notebook builds the seed, answers its three questions, and draws the network, whole and in part."""
    notebook = nbformat.read(ROOT / "notebooks" / "01-van-tekst-naar-graaf.ipynb", as_version=4)
    assert [cell.outputs for cell in notebook.cells if cell.cell_type == "code" and cell.outputs] == []
    NotebookClient(notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(ROOT / "notebooks")}}).execute()
    cells = {cell.source.splitlines()[0]: shown(cell) for cell in notebook.cells if cell.cell_type == "code"}
    queries = [shown(cell) for cell in notebook.cells if cell.source.startswith("graph.rows(")]
    assert "DigiD" in cells["extractions = list(bg.build(documents))"]
    assert "<iframe" in cells["graph = bg.as_graph(extractions)"]
    assert len(queries) == 3
    assert all(answer.count("<tr>") > 1 for answer in queries)
    assert "<iframe" in cells["from IPython.display import HTML"]
    assert "graph.ttl" in cells["import tempfile"]
