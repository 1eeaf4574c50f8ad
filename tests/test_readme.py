"""What README promises: its queries, its Python and its commands work on the seed."""

from __future__ import annotations

import re
import shlex
from collections import Counter
from pathlib import Path

import pytest

from beleidsgraaf import KnowledgeGraph, cli

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.S | re.M)


def test_there_are_five_queries() -> None:
    """README shows five SPARQL queries."""
    assert len(blocks("sparql")) == 5


@pytest.mark.parametrize("number", range(5))
def test_queries_answer_and_agree_with_rdflib(seed_graph: KnowledgeGraph, number: int) -> None:
    """Each query has an answer on the seed, the same rows in Oxigraph and in rdflib."""
    query = blocks("sparql")[number]
    rows = seed_graph.rows(query)
    assert len(rows) > 0
    other = seed_graph.rdflib().query(query)
    assert Counter(tuple(str(value) for value in row) for row in other) == Counter(tuple(row.values()) for row in rows)


def test_the_plan_of_the_seed_is_no_fact(seed_graph: KnowledgeGraph) -> None:
    """What the second query shows as a plan, the third does not show as a fact."""
    plans = {(row["wie"], row["wat"]) for row in seed_graph.rows(blocks("sparql")[1]) if row["eigenschap"].endswith("regulates")}
    facts = {(row["wie"], row["wat"]) for row in seed_graph.rows(blocks("sparql")[2])}
    assert plans
    assert not plans & facts


def test_python_example_runs(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The lines for Python print the systems of the seed."""
    monkeypatch.chdir(ROOT)
    (code,) = blocks("python")
    exec(compile(code, "README.md", "exec"), {})
    assert "DigiD" in capsys.readouterr().out.split("\n")


def test_commands_exist() -> None:
    """Each command that README shows is one of ours, and each option it shows is an option of that command."""
    import click

    for line in re.findall(r"beleidsgraaf ((?:[a-z]+) .*)", "\n".join(blocks("sh"))):
        name, *words = shlex.split(line, comments=True)
        command = cli.group.get_command(click.Context(cli.group), name)
        assert command is not None, line
        options = {option for parameter in command.params for option in parameter.opts}
        assert {word for word in words if word.startswith("--")} <= options, line


def test_each_command_is_told() -> None:
    """README's table names each command, and no other."""
    assert re.findall(r"^\| `beleidsgraaf ([a-z]+)`", README, re.M) == list(cli.COMMANDS)


def test_explanation_is_as_shown(seed_build: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What README shows of explain is how its answer begins."""
    assert cli.run(["explain", "eID", "replaces", "DigiD", "--graph", str(seed_build)]) == 0
    assert capsys.readouterr().out.startswith(blocks("text")[0])


@pytest.mark.checkout
def test_links_lead_somewhere() -> None:
    """Each relative link, and the picture, is a file of the repository."""
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", README)
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []
