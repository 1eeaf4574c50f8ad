"""Take the picture of README from the real page: ``python tools/picture.py [build/graph.html [docs/netwerk.png]]``."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

WIDTH, HEIGHT = 1360, 860


def take(page: Path, picture: Path) -> None:
    """Open a page in headless Chromium, with the network cut off, and save what it shows.

    Args:
        page: the HTML file.
        picture: the PNG file to write.
    """
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if browser is None:
        raise SystemExit("No Chromium found; install it to take the picture.")
    with tempfile.TemporaryDirectory() as profile:
        command = [browser, "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", f"--user-data-dir={profile}"]
        command += ["--proxy-server=127.0.0.1:9", f"--window-size={WIDTH},{HEIGHT}", "--virtual-time-budget=8000"]
        command += [f"--screenshot={picture.resolve()}", page.resolve().as_uri()]
        subprocess.run(command, check=True, capture_output=True, timeout=120)


if __name__ == "__main__":
    given = [Path(word) for word in sys.argv[1:]]
    take(*(given + [Path("build/graph.html"), Path("docs/netwerk.png")][len(given) :]))
