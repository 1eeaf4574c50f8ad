"""Take the picture of README from the real page: ``python tools/picture.py [build/graph.html [docs/netwerk.png]]``."""

from __future__ import annotations

import shutil
import sys
import time
from pathlib import Path

from selenium.webdriver import Chrome, ChromeOptions
from selenium.webdriver.chrome.service import Service

WIDTH, HEIGHT, SETTLE = 1440, 860, 4


def take(page: Path, picture: Path) -> None:
    """Open a page in headless Chromium, with the network cut off, and save what it shows.

    Args:
        page: the HTML file.
        picture: the PNG file to write.
    """
    options = ChromeOptions()
    options.binary_location = shutil.which("chromium") or shutil.which("google-chrome") or ""
    for word in ("--headless=new", "--no-sandbox", "--hide-scrollbars", "--proxy-server=127.0.0.1:9", f"--window-size={WIDTH},{HEIGHT}"):
        options.add_argument(word)
    with Chrome(options=options, service=Service(shutil.which("chromedriver"))) as browser:
        browser.get(page.resolve().as_uri())
        time.sleep(SETTLE)
        picture.write_bytes(browser.get_screenshot_as_png())


if __name__ == "__main__":
    given = [Path(word) for word in sys.argv[1:]]
    take(*(given + [Path("build/graph.html"), Path("docs/netwerk.png")][len(given) :]))
