"""Firefox by WebDriver BiDi (W3C working draft), which it speaks itself: no driver beside it, which Debian does not pack."""

# ruff: noqa: ANN401 -- what a script in a page returns has no type

from __future__ import annotations

import json
import subprocess
import time
from pathlib import Path
from typing import Any

import websocket

NOWHERE = 9  # the discard port: whatever asks something of the network gets no answer
PREFERENCES = {
    "network.proxy.type": 1,
    "network.proxy.http": "127.0.0.1",
    "network.proxy.http_port": NOWHERE,
    "network.proxy.ssl": "127.0.0.1",
    "network.proxy.ssl_port": NOWHERE,
    "app.update.disabledForTesting": True,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.page": 0,
    "datareporting.policy.dataSubmissionEnabled": False,
    "intl.accept_languages": "nl",
    "ui.prefersReducedMotion": 1,
}


class Firefox:
    """A Firefox without a window and without a network.

    Args:
        binary: the program.
        profile: an empty folder for it.
    """

    def __init__(self, binary: str, profile: Path) -> None:
        lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in PREFERENCES.items()]
        (profile / "user.js").write_text("".join(lines), encoding="utf-8")
        self._log = (profile / "log.txt").open("w+", encoding="utf-8")
        command = [binary, "--headless", "--no-remote", "--profile", str(profile), "--remote-debugging-port", "0"]
        self._process = subprocess.Popen(command, stdout=self._log, stderr=subprocess.STDOUT)
        self._count = 0
        self._events: list[dict[str, Any]] = []
        try:
            self._socket = websocket.create_connection(f"{self._address(profile)}/session", timeout=60, suppress_origin=True)
            self.command("session.new", capabilities={})
            self.command("session.subscribe", events=["log.entryAdded", "network.beforeRequestSent"])
            self._page = self.command("browsingContext.getTree")["contexts"][0]["context"]
        except BaseException:
            self._process.kill()
            raise

    def _address(self, profile: Path) -> str:
        """Wait for the address that Firefox says it listens on, on loopback."""
        end = time.monotonic() + 60
        while time.monotonic() < end and self._process.poll() is None:
            said = (profile / "log.txt").read_text(encoding="utf-8")
            if "WebDriver BiDi listening on " in said:
                return said.partition("WebDriver BiDi listening on ")[2].split()[0]
            time.sleep(0.1)
        raise RuntimeError(f"Firefox did not start: {(profile / 'log.txt').read_text(encoding='utf-8')}")

    def command(self, method: str, **values: object) -> Any:
        """Send a command and return its result; what else Firefox tells meanwhile is kept."""
        self._count += 1
        self._socket.send(json.dumps({"id": self._count, "method": method, "params": values}))
        while True:
            said = json.loads(self._socket.recv())
            if said.get("id") == self._count:
                assert said["type"] == "success", said
                return said["result"]
            self._events.append(said)

    def open(self, page: Path, fragment: str = "", *, width: int = 1440, height: int = 900) -> None:
        """Open a page afresh in a window of that size, and wait until it is ready."""
        self.command("browsingContext.navigate", context=self._page, url="about:blank", wait="complete")
        self._events.clear()
        self.command("browsingContext.setViewport", context=self._page, viewport={"width": width, "height": height})
        address = page.as_uri() + (f"#{fragment}" if fragment else "")
        self.command("browsingContext.navigate", context=self._page, url=address, wait="complete")
        self.until("document.documentElement.dataset.ready === 'true'")

    def run(self, expression: str) -> Any:
        """Return what an expression gives in the page, a promise once it is kept."""
        whole = f"Promise.resolve({expression}).then((found) => JSON.stringify(found ?? null))"
        found = self.command("script.evaluate", expression=whole, target={"context": self._page}, awaitPromise=True)
        assert found["type"] == "success", found
        return json.loads(found["result"]["value"])

    def until(self, expression: str) -> Any:
        """Wait until an expression gives something true, and return that."""
        end = time.monotonic() + 30
        while not (found := self.run(expression)):
            assert time.monotonic() < end, f"never true: {expression}"
            time.sleep(0.05)
        return found

    def settle(self) -> None:
        """Wait until what was asked for is drawn."""
        self.run("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())))")

    def press(self, *keys: str) -> None:
        """Press keys where the focus is."""
        actions = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        self.command("input.performActions", context=self._page, actions=[{"type": "key", "id": "keys", "actions": actions}])
        self.settle()

    def click_at(self, x: float, y: float) -> None:
        """Click with the mouse at a point of the window."""
        move = {"type": "pointerMove", "x": round(x), "y": round(y)}
        actions = [move, {"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}]
        mouse = {"type": "pointer", "id": "mouse", "parameters": {"pointerType": "mouse"}, "actions": actions}
        self.command("input.performActions", context=self._page, actions=[mouse])
        time.sleep(0.4)  # vis-network waits that long to tell a click from a double click
        self.settle()

    def complaints(self) -> list[str]:
        """Return what the console says and what the page asked of the network, besides the page itself."""
        self.settle()
        said = [event["params"]["text"] for event in self._events if event.get("method") == "log.entryAdded"]
        asked = [event["params"]["request"]["url"] for event in self._events if event.get("method") == "network.beforeRequestSent"]
        return said + [address for address in asked if not address.startswith(("file:", "data:", "about:"))]

    def quit(self) -> None:
        """Stop Firefox."""
        try:
            self.command("session.end")
        finally:
            self._socket.close()
            self._process.terminate()
            self._process.wait(30)
            self._log.close()
