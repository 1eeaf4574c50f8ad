"""The page as a file: what goes in, what comes out, without a browser."""

from __future__ import annotations

import base64
import hashlib
import json
import random
import re
from pathlib import Path
from types import ModuleType

import networkx as nx
import pyoxigraph as ox
import pytest

from beleidsgraaf.errors import GraphError, QueryError
from beleidsgraaf.view import around, by_query, frame, page, read_graph, to_networkx, write_page
from beleidsgraaf.view.analysis import backbone, first_picture, importance, ties
from beleidsgraaf.view.layout import TALL, WIDE, Box, arrange

PREFIXES = "PREFIX bg: <https://w3id.org/beleidsgraaf/def#> PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> "


def core(html: str) -> dict[str, object]:
    """Return the graph that a page carries."""
    found = re.search(r'<script type="application/json" id="core">(.*?)</script>', html, re.DOTALL)
    assert found is not None
    value = json.loads(found[1])
    assert isinstance(value, dict)
    return value


def test_the_page_is_the_same_whatever_the_order_of_the_triples(graphs: ModuleType) -> None:
    """The same graph gives the same bytes."""
    triples = graphs.generated(300, 900)
    shuffled = list(triples)
    random.Random(5).shuffle(shuffled)
    assert page(shuffled) == page(triples)


def test_the_policy_admits_the_pages_own_scripts_and_nothing_else(small: list[ox.Triple]) -> None:
    """Each script and the style stand in the policy by their hash, and the policy has no other source."""
    html = page(small)
    found = re.search(r'Content-Security-Policy" content="([^"]*)"', html)
    assert found is not None
    blocks = re.findall(r"<(?:script|style)>(.*?)</(?:script|style)>", html, re.DOTALL)
    assert len(blocks) == 3
    hashes = {f"sha256-{base64.b64encode(hashlib.sha256(block.encode()).digest()).decode()}" for block in blocks}
    assert set(re.findall(r"'(sha256-[^']+)'", found[1])) == hashes
    assert re.sub(r" ?'sha256-[^']+'", "", found[1]) == (
        "default-src 'none'; script-src; style-src; img-src data:; base-uri 'none'; form-action 'none'"
    )


def test_nothing_in_the_page_refers_outside(small: list[ox.Triple]) -> None:
    """No element of the file has an address that a browser would fetch."""
    markup = re.sub(r"<(script|style)\b[^>]*>.*?</\1>", "", page(small), flags=re.DOTALL)
    assert set(re.findall(r'(?:src|href|srcset|action|poster)="([^"]*)"', markup)) == {"data:,", "#paneel"}


@pytest.mark.parametrize("count", [500, 2000])
def test_a_large_page_is_smaller_than_its_turtle(graphs: ModuleType, count: int) -> None:
    """Besides what every page carries, the page takes at most half as much room as the graph in Turtle."""
    triples = graphs.generated(count, 3 * count)
    assert len(page(triples).encode()) - len(page([]).encode()) < len(graphs.turtle(triples)) / 2


def test_the_page_of_the_seed_is_light(seed_build: Path) -> None:
    """The page of the seed takes at most 1.2 MB."""
    assert (seed_build / "graph.html").stat().st_size <= 1.2e6


def test_an_empty_graph_gives_a_page(tmp_path: Path) -> None:
    """A graph without entities gives a page that says so."""
    assert core(write_page([], tmp_path / "leeg.html").read_text("utf-8"))["entities"]["label"] == []  # type: ignore[index]


def test_all_formats_of_rdf_give_the_same_page(small: list[ox.Triple], tmp_path: Path) -> None:
    """Turtle, N-Triples, N-Quads, TriG, RDF/XML and JSON-LD are read alike."""
    formats = {"ttl": "TURTLE", "nt": "N_TRIPLES", "nq": "N_QUADS", "trig": "TRIG", "rdf": "RDF_XML", "jsonld": "JSON_LD"}
    texts = set()
    for suffix, name in formats.items():
        path = tmp_path / f"graph.{suffix}"
        ox.serialize(sorted(set(small), key=str), path, format=getattr(ox.RdfFormat, name))
        texts.add(page(path))
    assert len(texts) == 1


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("graph.ttl", "<a> <b>", "is not valid Turtle"),
        ("graph.txt", "", "expected RDF with one of .ttl"),
        ("weg.ttl", None, "could not be read"),
    ],
)
def test_a_bad_file_is_told_in_a_sentence_and_leaves_nothing(tmp_path: Path, name: str, content: str | None, told: str) -> None:
    """A broken, unknown or absent file gives a GraphError and no page."""
    if content is not None:
        (tmp_path / name).write_text(content)
    with pytest.raises(GraphError, match=told):
        write_page(tmp_path / name, tmp_path / "out" / "page.html")
    assert not (tmp_path / "out" / "page.html").exists()


def test_a_page_that_cannot_be_written_is_told(small: list[ox.Triple], tmp_path: Path) -> None:
    """A target that is a folder gives a GraphError, and no draft stays behind."""
    (tmp_path / "page.html").mkdir()
    with pytest.raises(GraphError, match="could not be written"):
        write_page(small, tmp_path / "page.html")
    assert [path.name for path in tmp_path.iterdir()] == ["page.html"]


def test_there_must_be_room_for_an_entity(small: list[ox.Triple]) -> None:
    """A first picture of no entities is refused."""
    with pytest.raises(GraphError, match="expected at least 1"):
        page(small, max_nodes=0)


@pytest.mark.parametrize(
    "name", ["BZK", "bzk", "organisatie/ministerie-bzk", "https://w3id.org/beleidsgraaf/id/organisatie/ministerie-bzk"]
)
def test_an_entity_is_found_by_any_of_its_names(small: list[ox.Triple], name: str) -> None:
    """A part is taken around an entity by its abbreviation, its slug or its IRI."""
    part, _ = around(read_graph(small), name)
    assert {entity.label for entity in part.entities.values()} == {
        "ministerie van Binnenlandse Zaken en Koninkrijksrelaties",
        "NL-wallet",
        "Jet Jansen",
    }


def test_a_part_grows_with_its_depth(small: list[ox.Triple]) -> None:
    """Each step adds what is tied to what there is; documents without any of it are left out."""
    graph = read_graph(small)
    sizes = [len(around(graph, "Wdo", depth=depth)[0].entities) for depth in range(3)]
    assert sizes == [1, 2, 2]
    assert [document.title for document in around(graph, "Wdo")[0].documents.values()] == ["Nota een", "Nota twee"]


def test_an_unknown_entity_is_told_with_those_near(small: list[ox.Triple]) -> None:
    """A name that no entity bears gives names that hold it."""
    with pytest.raises(GraphError, match="Near it are: Wet digitale overheid"):
        around(read_graph(small), "digitale overheid")


def test_a_query_says_what_to_keep(small: list[ox.Triple]) -> None:
    """Statements that the answer names are kept; where it names entities only, what lies between them."""
    graph = read_graph(small)
    denied = by_query(graph, small, PREFIXES + "SELECT ?s { ?s bg:polarity bg:Negative }")
    assert [one.property.rpartition("#")[2] for one in denied.statements] == ["uses"]
    systems = by_query(graph, small, PREFIXES + "CONSTRUCT { ?s a bg:System } WHERE { ?s a bg:System }")
    assert [one.property.rpartition("#")[2] for one in systems.statements] == ["replaces"]


@pytest.mark.parametrize(
    ("query", "told"), [("SELECT", "The query is wrong"), ("ASK {}", "is an ASK"), ("SELECT (1 AS ?x) {}", "names no entity")]
)
def test_a_query_that_says_nothing_is_told(small: list[ox.Triple], query: str, told: str) -> None:
    """A query that is wrong, is an ASK or names nothing of the graph gives a QueryError."""
    with pytest.raises(QueryError, match=told):
        by_query(read_graph(small), small, query)


def test_networkx_holds_each_statement(small: list[ox.Triple]) -> None:
    """The graph in networkx has a node for each entity and an edge for each statement with an object."""
    network = to_networkx(read_graph(small))
    assert (network.number_of_nodes(), network.number_of_edges()) == (9, 6)
    assert {data["modality"] for _, _, data in network.edges(data=True)} == {"Asserted", "Obligation", "Intention", "Possibility"}


def test_the_first_picture_holds_the_most_important_and_hangs_together(graphs: ModuleType) -> None:
    """Of a large graph it takes as many as asked, the most important among them, each tied to another."""
    graph = read_graph(graphs.generated(600, 1800))
    joined = ties(to_networkx(graph))
    weight = importance(graph, joined)
    shown = first_picture(joined, weight, most=80)
    assert len(shown) == 80
    assert max(weight, key=lambda iri: weight[iri]) == shown[0]
    assert nx.is_connected(joined.subgraph(shown))
    carried = backbone(joined, shown)
    assert nx.is_connected(nx.Graph(list(carried)))
    assert len(carried) <= 1.4 * 80


def test_the_first_picture_leaves_room_for_every_name() -> None:
    """No two boxes overlap by more than a pixel, in a wide and in a tall window, for a star, a ring and loose ends."""
    neighbours: dict[str, list[str]] = {f"n{number}": [] for number in range(60)}

    def tie(one: int, other: int) -> None:
        neighbours[f"n{one}"].append(f"n{other}")
        neighbours[f"n{other}"].append(f"n{one}")

    for number in range(1, 25):
        tie(0, number)
    for number in range(25, 50):
        tie(number, 25 + (number - 24) % 25)
    boxes = {name: Box(90 + 5 * (index % 7), 60) for index, name in enumerate(neighbours)}
    for places in arrange(neighbours, boxes, (WIDE, TALL)):
        names = list(places)
        for index, one in enumerate(names):
            for other in names[index + 1 :]:
                apart_x = abs(places[one][0] - places[other][0]) - (boxes[one].width + boxes[other].width) / 2
                apart_y = abs(places[one][1] - places[other][1]) - (boxes[one].height + boxes[other].height) / 2
                assert apart_x > -2 or apart_y > -2, (one, other)


def test_a_wide_window_gets_a_wide_picture() -> None:
    """A chain lies along the long side of the window."""
    neighbours = {f"n{number}": [f"n{other}" for other in (number - 1, number + 1) if 0 <= other < 12] for number in range(12)}
    boxes = dict.fromkeys(neighbours, Box(60, 60))
    wide, tall = arrange(neighbours, boxes, (WIDE, TALL))

    def spans(places: dict[str, tuple[int, int]]) -> tuple[int, int]:
        xs, ys = zip(*places.values(), strict=True)
        return max(xs) - min(xs), max(ys) - min(ys)

    assert spans(wide)[0] > 3 * spans(wide)[1]
    assert spans(tall)[1] > 3 * spans(tall)[0]


def test_parts_of_a_large_picture_stand_apart() -> None:
    """Pairs in a row are told from a chain: what is not tied lies further off than what is."""
    neighbours = {f"n{number:03}": [f"n{number ^ 1:03}"] for number in range(150)}
    for places in arrange(neighbours, dict.fromkeys(neighbours, Box(34, 34)), (WIDE, TALL)):
        for name, (x, y) in places.items():
            far = {other: (x - there[0]) ** 2 + (y - there[1]) ** 2 for other, there in places.items() if other != name}
            assert min(far, key=lambda other: far[other]) == neighbours[name][0]


def test_a_notebook_shows_the_page_in_a_frame_of_its_own(small: list[ox.Triple]) -> None:
    """The page stands in a sandboxed frame as an escaped attribute."""
    element = frame(page(small), height=300)
    assert element.startswith('<iframe title="Kennisgraaf" sandbox="allow-scripts')
    assert element.count("<") == 2
