"""The command ``serve``: a read-only SPARQL endpoint with the page beside it."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

_EXAMPLES = """
\b
Examples:
  beleidsgraaf serve                     http://127.0.0.1:7878/query and the pages at http://127.0.0.1:7878/
  beleidsgraaf serve --port 9000
  beleidsgraaf serve graph.nq            any RDF file

\b
Stops at Ctrl-C. Reads only; other web pages may not ask it (no CORS).
"""


@click.command("serve", epilog=_EXAMPLES)
@click.argument("source", type=click.Path(path_type=Path), default=Path("build"), metavar="[GRAPH]")
@click.option("--port", type=click.IntRange(1, 65535), default=7878, show_default=True, help="Port to listen on.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on; another than loopback needs --open-to-network.")
@click.option(
    "--open-to-network",
    is_flag=True,
    help="Let other machines in: all who can reach this one can then read the whole graph and ask it anything, without a password.",
)
@click.option("--timeout", type=click.IntRange(1), default=60, show_default=True, metavar="SECONDS", help="For one query.")
def command(source: Path, port: int, host: str, open_to_network: bool, timeout: int) -> int:
    """Serve the graph as a read-only SPARQL 1.1 endpoint.

    GRAPH is a build folder (default: build) or an RDF file.
    """
    from beleidsgraaf.cli.console import note
    from beleidsgraaf.rdf.remote import is_loopback
    from beleidsgraaf.rdf.serving import serving
    from beleidsgraaf.rdf.store import store_of

    if not is_loopback(host) and not open_to_network:
        raise click.UsageError(
            f"{host} is not this machine alone: all who can reach it could read the whole graph, without a password."
            " Say --open-to-network if that is what you want."
        )
    with (
        store_of(source) as store,
        _stopping(),
        serving(store, source if source.is_dir() else None, host=host, port=port, timeout=timeout) as (url, engine),
    ):
        note(f"SPARQL endpoint {url}query (read-only), pages {url}; Ctrl-C stops.")
        try:
            code = engine.watch()
        except KeyboardInterrupt:
            note("Stopped.")
            return 0
    note(f"beleidsgraaf: Oxigraph's server ended by itself with exit code {code}.")
    return 1


@contextmanager
def _stopping() -> Iterator[None]:
    """Let SIGTERM stop as Ctrl-C does."""

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
