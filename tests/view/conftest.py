"""The graphs, pages and browser of the tests of the page."""

# ruff: noqa: ANN401 -- what a script in a page returns has no type

from __future__ import annotations

import importlib.util
import os
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pyoxigraph as ox
import pytest

from beleidsgraaf.view import write_page

HERE = Path(__file__).parent
CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
FIREFOX = shutil.which("firefox-esr") or shutil.which("firefox")
AXE = HERE / "node_modules" / "axe-core" / "axe.min.js"
IN_CI = bool(os.environ.get("CI"))
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update "
    "--disable-sync --disable-dev-shm-usage --hide-scrollbars --lang=nl"
).split()


def _load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"view_tests_{name}", HERE / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def graphs() -> ModuleType:
    """The makers of graphs in graphs.py."""
    return _load("graphs")


@pytest.fixture(scope="session")
def small(graphs: ModuleType) -> list[ox.Triple]:
    """A graph small enough to know by heart."""
    return list(graphs.small())


@pytest.fixture(scope="session")
def pages(graphs: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Return the page of a graph by name: ``small``, ``evil``, or a number of entities."""
    folder = tmp_path_factory.mktemp("pages")

    def page(name: str) -> Path:
        target = folder / f"{name}.html"
        if not target.exists():
            triples = graphs.generated(int(name), 3 * int(name)) if name.isdigit() else getattr(graphs, name)()
            write_page(triples, target)
        return target

    return page


class Browser:
    """A real browser without a network, driven as a person would.

    Args:
        driver: Selenium's driver.
    """

    def __init__(self, driver: Any) -> None:
        self.driver = driver

    def open(self, page: Path, fragment: str = "", *, width: int = 1440, height: int = 900, dark: bool = False) -> Browser:
        """Open a page afresh in a window of that size, and wait until it is ready."""
        self.driver.get("about:blank")
        self.driver.get_log("browser")
        self.command("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 600)
        features = [
            {"name": "prefers-color-scheme", "value": "dark" if dark else "light"},
            {"name": "prefers-reduced-motion", "value": "reduce"},
        ]
        self.command("Emulation.setEmulatedMedia", features=features)
        self.driver.get(page.as_uri() + (f"#{fragment}" if fragment else ""))
        self.until("return document.documentElement.dataset.ready === 'true'")
        return self

    def command(self, name: str, **values: object) -> Any:
        """Send a command of the DevTools protocol."""
        return self.driver.execute_cdp_cmd(name, values)

    def run(self, script: str, *values: object) -> Any:
        """Run a script in the page and return what it returns."""
        return self.driver.execute_script(script, *values)

    def until(self, script: str, seconds: float = 30) -> Any:
        """Wait until a script returns something true, and return that."""
        end = time.monotonic() + seconds
        while not (found := self.run(script)):
            assert time.monotonic() < end, f"never true: {script}"
            time.sleep(0.05)
        return found

    def settle(self) -> None:
        """Wait until what was asked for is drawn."""
        self.driver.execute_async_script("const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => done()))")

    def find(self, css: str) -> Any:
        """Return the first element."""
        return self.driver.find_element("css selector", css)

    def all(self, css: str) -> list[Any]:
        """Return all elements."""
        found: list[Any] = self.driver.find_elements("css selector", css)
        return found

    def text(self, css: str) -> str:
        """Return the text of the first element, also where it is scrolled out of sight."""
        return str(self.run("return document.querySelector(arguments[0])?.innerText ?? ''", css))

    def button(self, name: str, within: str = "body") -> Any:
        """Return the first button with that name, its own words or its label."""
        script = """
            const [name, within] = arguments;
            const named = (node) => (node.getAttribute("aria-label") ?? node.innerText).trim();
            return [...document.querySelectorAll(`${within} button`)].find((node) => node.offsetParent && named(node) === name);
        """
        found = self.run(script, name, within)
        assert found is not None, f"no button called {name!r} in {within}"
        return found

    def press(self, *keys: str) -> None:
        """Press keys where the focus is."""
        from selenium.webdriver.common.action_chains import ActionChains

        actions = ActionChains(self.driver)
        for key in keys:
            actions.send_keys(key)
        actions.perform()
        self.settle()

    def click_at(self, x: float, y: float, *, times: int = 1) -> None:
        """Click with the mouse at a point of the window."""
        for count in range(1, times + 1):
            for kind in ("mousePressed", "mouseReleased"):
                self.command("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=count)
        time.sleep(0.4)  # vis-network waits that long to tell a click from a double click
        self.settle()

    def picture(self) -> dict[str, Any]:
        """Return what the picture holds once it is drawn, in pixels of the window."""
        self.settle()
        found: dict[str, Any] = self.run("return window.beleidsgraaf.picture()")
        return found

    def entity(self, label: str) -> dict[str, Any]:
        """Return where an entity stands in the picture."""
        return next(one for one in self.picture()["entities"] if one["label"] == label)

    def cost(self, script: str) -> float:
        """Run a script and return the milliseconds of processor time that scripts, style and layout took, however busy the machine is."""
        names = {"ScriptDuration", "LayoutDuration", "RecalcStyleDuration"}

        def total() -> float:
            metrics = self.command("Performance.getMetrics")["metrics"]
            return sum(1000 * float(one["value"]) for one in metrics if one["name"] in names)

        before = total()
        self.run(script)
        self.settle()
        return total() - before

    def complaints(self) -> list[str]:
        """Return what the console says and what was asked of the network, besides the page itself."""
        said = [entry["message"] for entry in self.driver.get_log("browser")]
        asked = self.run("return performance.getEntriesByType('resource').map((one) => one.name)")
        return said + [address for address in asked if not address.startswith("data:")]

    def axe(self) -> list[str]:
        """Return what axe-core finds serious or critical, a line each."""
        if not self.run("return Boolean(window.axe)"):
            self.run(AXE.read_text("utf-8"))
        found = self.driver.execute_async_script("const done = arguments[0]; axe.run(document).then(done, (error) => done(String(error)))")
        assert isinstance(found, dict), found
        return [
            f"{one['id']}: {one['help']}: {node['html'][:200]}: {node['failureSummary']}"
            for one in found["violations"]
            if one["impact"] in {"serious", "critical"}
            for node in one["nodes"]
        ]


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Chromium without a network; where it is missing the test is skipped, but never in CI."""
    missing = [
        name for name, there in (("chromium", CHROMIUM), ("chromedriver", DRIVER), (f"{AXE} (npm install)", AXE.exists())) if not there
    ]
    if missing:
        message = f"the browser tests need {', '.join(missing)}"
        assert not IN_CI, message
        pytest.skip(message)
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = str(CHROMIUM)
    for flag in (*FLAGS, "--host-resolver-rules=MAP * ~NOTFOUND", f"--user-data-dir={tmp_path_factory.mktemp('chromium')}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(str(DRIVER)))
    driver.set_script_timeout(60)
    try:
        yield Browser(driver)
    finally:
        driver.quit()


@pytest.fixture(scope="session")
def firefox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Firefox without a network; where it is missing the test is skipped, but never in CI."""
    if FIREFOX is None:
        message = "the tests in Firefox need firefox-esr or firefox"
        assert not IN_CI, message
        pytest.skip(message)
    browser = _load("bidi").Firefox(FIREFOX, tmp_path_factory.mktemp("firefox"))
    try:
        yield browser
    finally:
        browser.quit()
