"""The command ``view``."""

from __future__ import annotations

from pathlib import Path

import pytest

from beleidsgraaf.cli import run


def test_a_page_is_written_beside_the_graph(seed_build: Path, tmp_path: Path) -> None:
    """Without -o the page bears the graph's name, and is the same as the one that build writes."""
    graph = tmp_path / "graaf.ttl"
    graph.write_bytes((seed_build / "graph.ttl").read_bytes())
    assert run(["view", str(graph)]) == 0
    assert (tmp_path / "graaf.html").read_bytes() == (seed_build / "graph.html").read_bytes()


def test_a_part_of_the_graph_makes_a_smaller_page(seed_build: Path, tmp_path: Path) -> None:
    """--about and --query keep to a part."""
    query = tmp_path / "vraag.rq"
    query.write_text("PREFIX bg: <https://w3id.org/beleidsgraaf/def#> SELECT ?s { ?s a bg:System }", "utf-8")
    for number, options in enumerate((["--about", "eID", "--depth", "1"], ["--query", str(query)])):
        target = tmp_path / f"{number}.html"
        assert run(["view", str(seed_build / "graph.ttl"), "-o", str(target), *options]) == 0
        page = target.read_text("utf-8")
        assert '"DigiD"' in page
        assert '"Raymond Knops"' not in page


@pytest.mark.parametrize(
    ("options", "code", "told"),
    [
        (["--about", "qqq"], 1, "has no entity called 'qqq'"),
        (["--query", "fout.rq"], 2, "The query is wrong"),
        (["--query", "fout.rq", "--about", "eID"], 2, "expected one of them"),
        (["--max-nodes", "0"], 2, "max-nodes"),
    ],
)
def test_what_is_wrong_is_told_and_no_page_is_written(
    seed_build: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    options: list[str],
    code: int,
    told: str,
) -> None:
    """Each mistake ends with its exit code and a sentence."""
    monkeypatch.chdir(tmp_path)
    Path("fout.rq").write_text("SELECT ?s {", "utf-8")
    assert run(["view", str(seed_build / "graph.ttl"), "-o", "page.html", *options]) == code
    assert told in capsys.readouterr().err
    assert not Path("page.html").exists()
