"""Triple stores and their limits: where each listens for the SPARQL 1.1 protocols, and how much it takes at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from urllib.parse import urlsplit

from beleidsgraaf.errors import StoreError


@dataclass(frozen=True, slots=True)
class Preset:
    """What is particular to a triple store.

    Args:
        name: short name, for ``--store``.
        title: the store's own name.
        graphs: path of the Graph Store Protocol below the store's URL; ``None`` when it is not to be used.
        update: path of SPARQL Update.
        query: path of SPARQL Query.
        parameter: name of the parameter that names a graph in the Graph Store Protocol.
        port: the port it listens on by default, 0 when unknown.
        example: a URL as one would give it.
        request_bytes: bytes of one request by the Graph Store Protocol.
        update_triples: triples of one INSERT DATA.
        counted_graphs: how many named graphs are counted in one query; Virtuoso goes through all it holds for a list of several.
        union: whether a plain pattern matches the named graphs too.
        note: what a user must know.
    """

    name: str
    title: str
    graphs: str | None
    update: str
    query: str
    port: int
    example: str
    parameter: str = "graph"
    request_bytes: int = 8_000_000
    update_triples: int = 2000
    counted_graphs: int = 100
    union: bool = False
    note: str = ""


PRESETS: Mapping[str, Preset] = MappingProxyType(
    {
        preset.name: preset
        for preset in (
            Preset(
                "oxigraph",
                "Oxigraph",
                "/store",
                "/update",
                "/query",
                7878,
                "http://127.0.0.1:7878",
                note="Has no passwords: keep it on loopback or behind a proxy. Plain patterns do not see named graphs.",
            ),
            Preset(
                "virtuoso",
                "Virtuoso",
                "/sparql-graph-crud-auth",
                "/sparql-auth",
                "/sparql",
                8890,
                "http://127.0.0.1:8890",
                parameter="graph-uri",
                update_triples=500,
                union=True,
                counted_graphs=1,
                note="Cuts results at ResultSetMaxRows (10,000 by default) without an error; raise it in virtuoso.ini. Digest password.",
            ),
            Preset(
                "fuseki",
                "Apache Jena Fuseki",
                "/data",
                "/update",
                "/query",
                3030,
                "http://127.0.0.1:3030/dataset",
                note="Plain patterns see named graphs with tdb2:unionDefaultGraph true.",
            ),
            Preset(
                "graphdb",
                "GraphDB",
                "/rdf-graphs/service",
                "/statements",
                "",
                7200,
                "http://127.0.0.1:7200/repositories/beleid",
                union=True,
            ),
            Preset(
                "rdf4j",
                "Eclipse RDF4J",
                "/rdf-graphs/service",
                "/statements",
                "",
                8080,
                "http://127.0.0.1:8080/rdf4j-server/repositories/beleid",
                union=True,
            ),
            Preset(
                "stardog",
                "Stardog",
                "",
                "/update",
                "/query",
                5820,
                "http://127.0.0.1:5820/beleid",
                note="Plain patterns see named graphs with query.all.graphs=true.",
            ),
            Preset(
                "qlever",
                "QLever",
                "",
                "",
                "",
                7001,
                "http://127.0.0.1:7001",
                request_bytes=1_000_000,
                union=True,
                note="Writing needs the server's access token, in BELEIDSGRAAF_STORE_TOKEN.",
            ),
        )
    }
)
"""The stores that are known, by name. Sources: the stores' own documentation, and for Oxigraph and Virtuoso the tests of this project."""


def find_preset(url: str, name: str | None = None) -> Preset:
    """Return the preset for a store.

    Args:
        url: URL of the store.
        name: name of the preset; else the port and the path of the URL tell.

    Raises:
        StoreError: there is none of that name, or the URL does not tell.
    """
    known = ", ".join(PRESETS)
    if name is not None:
        if name not in PRESETS:
            raise StoreError(f"There is no store {name!r}; expected one of {known}.", endpoint=url)
        return PRESETS[name]
    parts = urlsplit(url)
    by_port = [preset for preset in PRESETS.values() if preset.port == parts.port]
    if "/rdf4j-server/" in parts.path:
        return PRESETS["rdf4j"]
    if "/repositories/" in parts.path:
        return PRESETS["graphdb"]
    if len(by_port) == 1 and by_port[0].name not in ("rdf4j", "graphdb"):
        return by_port[0]
    raise StoreError(f"{url} does not tell what store it is; name it by --store, one of {known}.", endpoint=url)
