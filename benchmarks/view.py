"""How fast the page opens and answers, beside stock pyvis on the same graphs: ``python benchmarks/view.py [--sizes N...] [--runs N]``.

The first picture is the first frame in which anything stands on the canvas, in milliseconds from the start of navigation, in headless
Chromium without a network. Stock pyvis is what its readme shows: ``Network().from_nx(graph)``, with everything in one file; as it is, and
with physics off. The pages take turns, each time in another order and in a browser of its own that has had time to start; all are opened
equally often, but one that shows nothing within a minute is not tried again. The median counts, and the least and the most stand beside it.
What else the machine does at the time slows all of them: the load is printed with the figures.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path
from types import ModuleType
from typing import Any

import networkx as nx
import pyoxigraph as ox
from pyvis.network import Network
from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.chrome.service import Service

import beleidsgraaf
from beleidsgraaf.view import read_graph, to_networkx, write_page

ROOT = Path(__file__).parents[1]
SEED = ROOT / "seeds" / "manifest-digitale-overheid.txt"
PATIENCE = 60.0
SETTLING = 1.5
"""Seconds a new browser gets before it is asked for a page: what it does after its start would be counted as the page's time."""
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update "
    "--disable-sync --disable-dev-shm-usage --window-size=1440,900"
).split()
PROBE = """
(() => {
    const small = document.createElement("canvas");
    small.width = small.height = 64;
    const context = small.getContext("2d", { willReadFrequently: true });
    const look = () => {
        for (const canvas of document.querySelectorAll("canvas")) {
            if (!canvas.width) continue;
            context.clearRect(0, 0, 64, 64);
            context.drawImage(canvas, 0, 0, 64, 64);
            if (context.getImageData(0, 0, 64, 64).data.some((value) => value)) {
                window.__first = performance.now();
                return;
            }
        }
        requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
})();
"""
ANSWERS = """
    const times = { search: [], choose: [], expand: [] };
    const time = (name, act) => {
        const start = performance.now();
        act();
        times[name].push(performance.now() - start);
    };
    const field = document.querySelector("[role=combobox]");
    for (const words of ["re", "reg", "register", "voor", "wet"]) {
        field.value = words;
        time("search", () => field.dispatchEvent(new Event("input")));
    }
    for (const turn of [0, 1, 2, 3, 4]) {
        time("choose", () => document.querySelectorAll(".panel .rows .row")[turn].click());
        const button = document.querySelector(".panel .expand");
        if (button) time("expand", () => button.click());
        document.querySelector(".panel .head .icon").click();
    }
    return times;
"""


def generator() -> ModuleType:
    """Return the maker of graphs that the tests use."""
    path = ROOT / "tests" / "view" / "graphs.py"
    spec = importlib.util.spec_from_file_location("view_graphs", path)
    if spec is None or spec.loader is None:
        raise ImportError(f"{path} cannot be imported")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def browser(profile: str) -> Any:  # noqa: ANN401 -- Selenium brings no types
    """Start Chromium without a network, with the probe in every page."""
    options = webdriver.ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    options.page_load_strategy = "none"
    for flag in (*FLAGS, "--host-resolver-rules=MAP * ~NOTFOUND", f"--user-data-dir={profile}"):
        options.add_argument(flag)
    driver = webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))
    driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": PROBE})
    return driver


def first_picture(page: Path) -> float | None:
    """Return the milliseconds to the first picture of a page in a browser of its own, None when there is none within a minute."""
    with tempfile.TemporaryDirectory() as profile:
        driver = browser(profile)
        driver.set_script_timeout(5)
        try:
            driver.get("about:blank")
            time.sleep(SETTLING)
            driver.get(page.as_uri())
            end = time.monotonic() + PATIENCE
            while time.monotonic() < end:
                # not asked for sooner, because an answer costs the page time
                time.sleep(1)
                if found := _ask(driver, "return location.protocol === 'file:' && window.__first || null"):
                    return float(found)
            return None
        finally:
            driver.quit()


def first_pictures(pages: dict[str, Path], runs: int) -> dict[str, list[float]]:
    """Return the milliseconds to the first picture of each page at each turn, none where a page shows nothing within a minute."""
    found: dict[str, list[float]] = {name: [] for name in pages}
    order = list(pages)
    for _ in range(runs):
        for name in list(order):
            if (shown := first_picture(pages[name])) is None:
                order.remove(name)
            else:
                found[name].append(shown)
        order.reverse()
    return found


def answers(page: Path) -> dict[str, float]:
    """Return the median milliseconds that searching, choosing and expanding take."""
    with tempfile.TemporaryDirectory() as profile:
        driver = browser(profile)
        try:
            driver.get(page.as_uri())
            while not driver.execute_script("return document.documentElement.dataset.ready === 'true'"):
                time.sleep(0.1)
            times: dict[str, list[float]] = driver.execute_script(ANSWERS)
            return {name: statistics.median(found) for name, found in times.items() if found}
        finally:
            driver.quit()


def _ask(driver: Any, script: str) -> Any:  # noqa: ANN401
    """Ask a page that may be too busy to answer."""
    try:
        return driver.execute_script(script)
    except WebDriverException:
        return None


def pyvis_page(network: nx.MultiDiGraph[str], target: Path, *, physics: bool) -> Path:
    """Write stock pyvis's page of a graph."""
    stock = Network(directed=True, cdn_resources="in_line")
    plain: nx.DiGraph[str] = nx.DiGraph()
    plain.add_nodes_from((iri, {"label": data["label"]}) for iri, data in network.nodes(data=True))
    plain.add_edges_from((one, other, {"label": data["property"].rpartition("#")[2]}) for one, other, data in network.edges(data=True))
    stock.from_nx(plain)
    if not physics:
        stock.toggle_physics(False)
    target.write_text(stock.generate_html(), encoding="utf-8")
    return target


def graphs(sizes: list[int]) -> dict[str, list[ox.Triple]]:
    """Return the graphs to measure by name: the seed's, and generated ones."""
    seed = beleidsgraaf.as_graph(list(beleidsgraaf.build(beleidsgraaf.read_documents([str(SEED)]))))
    found = {"seed": list(seed.triples())}
    make = generator()
    for size in sizes:
        found[f"{size:,}"] = make.generated(size, 3 * size)
    return found


def spread(times: list[float]) -> str:
    """Return the median, with the least and the most."""
    if not times:
        return f"none in {PATIENCE:.0f} s"
    return f"{statistics.median(times):,.0f} ({min(times):,.0f} to {max(times):,.0f})"


def measure(name: str, triples: list[ox.Triple], folder: Path, *, runs: int, stock: bool) -> None:
    """Measure one graph and print its row."""
    graph = read_graph(triples)
    begun = time.perf_counter()
    ours = write_page(triples, folder / "ours.html")
    writing = time.perf_counter() - begun
    turtle = len(ox.serialize(triples, format=ox.RdfFormat.TURTLE) or b"")
    pages = {"ours": ours}
    if stock:
        network = to_networkx(graph)
        for physics in (False, True):
            pages[f"pyvis {physics}"] = pyvis_page(network, folder / f"pyvis-{physics}.html", physics=physics)
    shown = {which: spread(times) for which, times in first_pictures(pages, runs).items()}
    reply = " / ".join(f"{value:.0f}" for value in answers(ours).values())
    print(
        f"| {name} | {len(graph.entities):,} / {len(graph.statements):,} | {writing:.1f} s | {ours.stat().st_size / 1e6:.2f} MB"
        f" ({ours.stat().st_size / turtle:.2f}) | {shown['ours']} | {shown.get('pyvis False', 'not run')}"
        f" | {shown.get('pyvis True', 'not run')} | {reply} |",
        flush=True,
    )


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description="How fast the page opens and answers, beside stock pyvis.")
    parser.add_argument("--sizes", type=int, nargs="*", default=[2000, 10_000], help="entities of the generated graphs")
    parser.add_argument("--runs", type=int, default=9, help="how often each page is opened; the median counts")
    parser.add_argument("--ours", action="store_true", help="leave stock pyvis out")
    given = parser.parse_args()
    load = os.getloadavg()[0]
    print(f"Load before: {load:.1f} on {os.cpu_count()} processors, Python {sys.version.split()[0]}, {given.runs} turns.\n")
    print(
        "| graph | entities / statements | written in | page (share of its Turtle) | first picture, ms (least to most) "
        "| pyvis without physics, ms | stock pyvis, ms | search / choose / expand, ms |"
    )
    print("|---|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for name, triples in graphs(given.sizes).items():
            measure(name, triples, Path(folder), runs=given.runs, stock=not given.ours)


if __name__ == "__main__":
    main()
