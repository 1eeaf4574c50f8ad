"""Which entities matter most, and which of them make a first picture; on networkx."""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from math import log2

import networkx as nx

from beleidsgraaf.view.model import ViewGraph


def to_networkx(graph: ViewGraph) -> nx.MultiDiGraph[str]:
    """Return the graph in networkx: a node for each entity, an edge for each statement between two of them.

    Args:
        graph: the graph.

    Returns:
        A directed multigraph; nodes are IRIs with ``label`` and ``kind``; the key of an edge is the statement's IRI, with ``property``,
        ``modality``, ``polarity`` and ``confidence`` beside it. Claims have no object, so they are no edges.
    """
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for iri, entity in graph.entities.items():
        network.add_node(iri, label=entity.label, kind=entity.kind)
    for one in graph.statements:
        if one.object:
            network.add_edge(
                one.subject,
                one.object,
                key=one.iri,
                property=one.property,
                modality=one.modality,
                polarity=one.polarity,
                confidence=one.confidence,
            )
    return network


def ties(network: nx.MultiDiGraph[str]) -> nx.Graph[str]:
    """Return who is joined to whom, whatever the direction.

    Args:
        network: the statements as edges.

    Returns:
        A simple graph. ``weight`` is 1 for the first statement between two entities and grows with the logarithm of their number, each
        counted by its confidence: ten sentences that say the same do not make a tie ten times as strong.
    """
    sums: dict[tuple[str, str], float] = defaultdict(float)
    for subject, other, data in network.edges(data=True):
        if subject != other:
            sums[min(subject, other), max(subject, other)] += float(data["confidence"])
    simple: nx.Graph[str] = nx.Graph()
    simple.add_nodes_from(network)
    simple.add_weighted_edges_from((one, other, log2(1 + total)) for (one, other), total in sorted(sums.items()))
    return simple


def importance(graph: ViewGraph, joined: nx.Graph[str]) -> Mapping[str, float]:
    """Return how much each entity matters in the graph.

    Args:
        graph: the graph.
        joined: its ties.

    Returns:
        By IRI: the strength of its ties, plus the logarithm of the number of documents that name it, plus a tenth of that of its mentions
        and claims. Ties count most, for a picture shows ties.
    """
    named = Counter(iri for document in graph.documents.values() for iri in {mention.entity for mention in document.mentions})
    often = Counter(mention.entity for document in graph.documents.values() for mention in document.mentions)
    often.update(one.subject for one in graph.statements if not one.object)
    strength = dict(joined.degree(weight="weight"))
    return {iri: strength.get(iri, 0) + log2(1 + named[iri]) + log2(1 + often[iri]) / 10 for iri in graph.entities}


def first_picture(joined: nx.Graph[str], weight: Mapping[str, float], *, most: int, about: Collection[str] = ()) -> tuple[str, ...]:
    """Choose the entities of the first picture.

    All of them when there are few. Else it starts at the most important one, and takes time after time the most important of those that
    are tied to one taken already, so that the picture hangs together; when a part is used up, it starts anew at the most important that
    is left.

    Args:
        joined: who is tied to whom.
        weight: importance by IRI.
        most: how many at most.
        about: entities to start from, if any.

    Returns:
        IRIs, the most important first.
    """
    rank = {iri: (-weight[iri], iri) for iri in weight}
    order = sorted(rank, key=rank.__getitem__)
    if len(order) > most:
        taken: set[str] = set()
        starts = iter([*sorted(about, key=rank.__getitem__), *order])
        queue: list[tuple[tuple[float, str], str]] = []
        while len(taken) < most:
            if not queue:
                start = next(starts)
                heapq.heappush(queue, (rank[start], start))
            _, iri = heapq.heappop(queue)
            if iri in taken:
                continue
            taken.add(iri)
            for other in joined[iri]:
                if other not in taken:
                    heapq.heappush(queue, (rank[other], other))
        order = [iri for iri in order if iri in taken]
    return tuple(order)


def backbone(joined: nx.Graph[str], shown: Collection[str], *, share: float = 1.4) -> frozenset[tuple[str, str]]:
    """Choose the ties that carry the picture; the others are drawn faintly until one asks for them.

    Args:
        joined: who is tied to whom.
        shown: the entities in the picture.
        share: ties for each entity.

    Returns:
        Pairs in order of IRI: a maximum spanning forest, then the strongest ties besides, up to ``share`` times the number of entities.
    """
    part = joined.subgraph(shown)
    edges = sorted((-float(data["weight"]), min(one, other), max(one, other)) for one, other, data in part.edges(data=True))
    ordered: nx.Graph[str] = nx.Graph()
    ordered.add_nodes_from(sorted(shown))
    ordered.add_weighted_edges_from((one, other, -minus) for minus, one, other in edges)
    kept = {(min(one, other), max(one, other)) for one, other in nx.maximum_spanning_edges(ordered, data=False)}
    for _, one, other in edges:
        if len(kept) >= share * len(shown):
            break
        kept.add((one, other))
    return frozenset(kept)
