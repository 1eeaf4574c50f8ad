"""The embedded store: Oxigraph on disk beside ``graph.ttl``, kept in step with it, or in memory from any RDF file."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pyoxigraph as ox

from beleidsgraaf.errors import GraphError, StoreError
from beleidsgraaf.rdf.files import replacing
from beleidsgraaf.rdf.parsing import format_of, opened, told

_FILES = ("graph.ttl", "graph.nq")


def keep_in_step(folder: Path) -> Path:
    """Make ``store/`` in a build folder hold what its files hold; nothing is done when it does already.

    The default graph holds ``graph.ttl``, so that plain patterns match every triple once; the named graphs hold ``graph.nq``.
    The new store is made beside the old and takes its place when it is whole.

    Args:
        folder: the build folder.

    Returns:
        The store's folder.

    Raises:
        GraphError: ``graph.ttl`` is not there or not valid.
        StoreError: the store cannot be written.
    """
    target = folder / "store"
    if in_step(folder):
        return target
    fresh = folder / f".store.{os.getpid()}.tmp"
    try:
        shutil.rmtree(fresh, ignore_errors=True)
        _fill(ox.Store(fresh), folder)
        shutil.rmtree(target, ignore_errors=True)
        fresh.rename(target)
        with replacing(folder / "store.json") as file:
            file.write(json.dumps(_stamp(folder), indent=1, sort_keys=True).encode() + b"\n")
    except OSError as error:
        raise StoreError(f"The store in {target} could not be written: {error}.", endpoint=str(target)) from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return target


def in_step(folder: Path) -> bool:
    """Return whether a build folder has a store that holds what its files hold."""
    try:
        noted = json.loads((folder / "store.json").read_text("utf-8"))
    except (OSError, ValueError):
        return False
    return (folder / "store" / "CURRENT").is_file() and noted == _stamp(folder)


def open_graph(path: Path) -> ox.Store:
    """Open a graph for reading: the store of a build folder, or any RDF file in memory.

    Args:
        path: a build folder or an RDF file.

    Returns:
        A store whose default graph holds every triple once; named graphs besides where the file has them.

    Raises:
        GraphError: there is no such file, or it is not valid.
        StoreError: the store cannot be opened.
    """
    if path.is_dir():
        if (path / "CURRENT").is_file():
            return _read_only(path)
        if in_step(path):
            return _read_only(path / "store")
        store = ox.Store()
        _fill(store, path)
        return store
    store = ox.Store()
    _load(store, path)
    return store


@contextmanager
def store_of(path: Path) -> Iterator[Path]:
    """Give the folder of an Oxigraph store that holds a graph: a build folder's own, made when need be, or a passing one of a file.

    Args:
        path: a build folder, a store's folder or an RDF file.

    Yields:
        The store's folder.

    Raises:
        GraphError: there is no graph, or it is not valid.
        StoreError: the store cannot be written.
    """
    if path.is_dir():
        yield path if (path / "CURRENT").is_file() else keep_in_step(path)
        return
    with TemporaryDirectory(prefix="beleidsgraaf-") as folder:
        store = ox.Store(folder)
        _load(store, path)
        store.flush()
        del store
        yield Path(folder)


def _load(store: ox.Store, path: Path) -> None:
    """Load a file into an empty store, its named graphs into the default graph too.

    Raises:
        GraphError: it cannot be read or is not valid.
    """
    form = format_of(_existing(path))
    with told(path), opened(path) as file:
        store.bulk_load(file, form, base_iri=path.resolve().as_uri())
    if form.supports_datasets:
        named = (quad for graph in list(store.named_graphs()) for quad in store.quads_for_pattern(None, None, None, graph))
        store.bulk_extend(ox.Quad(quad.subject, quad.predicate, quad.object) for quad in named)


def _existing(path: Path) -> Path:
    if not path.exists():
        raise GraphError(f"There is no graph {path}; make one with beleidsgraaf build, or name a build folder or an RDF file.")
    return path


def _read_only(path: Path) -> ox.Store:
    try:
        return ox.Store.read_only(str(path))
    except OSError as error:
        raise StoreError(f"The store {path} cannot be opened: {error}. Delete it; it is made anew.", endpoint=str(path)) from error


def _fill(store: ox.Store, folder: Path) -> None:
    """Load the files of a build folder."""
    for name in _FILES:
        if name == _FILES[0] or (folder / name).is_file():
            with told(folder / name), (folder / name).open("rb") as file:
                store.bulk_load(file, format_of(folder / name))
    store.optimize()
    store.flush()


def _stamp(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of the files a store is made from."""
    stamp = {"oxigraph": ox.__version__}
    for name in _FILES:
        if (path := folder / name).is_file():
            with path.open("rb") as file:
                stamp[name] = hashlib.file_digest(file, "sha256").hexdigest()
    return stamp
