"""The page in Firefox without a network: what another browser could do otherwise than Chromium."""

# ruff: noqa: ANN401 -- the browser is a class of bidi.py, which cannot be imported

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.slow

Pages = Callable[[str], Path]
ENTER = "\ue007"
MINISTRY = "ministerie van Binnenlandse Zaken en Koninkrijksrelaties"
PAINTED = """(() => {
    const canvas = document.querySelector("#canvas canvas");
    const found = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
    return found.filter((value, index) => index % 4 === 3 && value).length;
})()"""


@pytest.fixture(autouse=True)
def quiet(firefox: Any) -> Iterator[None]:
    """After each test the console has said nothing, and nothing was asked of the network."""
    yield
    assert firefox.complaints() == []


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize(("name", "entities"), [("small", 9), ("2000", 150)])
def test_the_picture_is_drawn(firefox: Any, pages: Pages, name: str, entities: int, width: int) -> None:
    """Signs, lines and names stand on the canvas; panel and legend beside it."""
    firefox.open(pages(name), width=width)
    firefox.settle()
    assert firefox.run(PAINTED) > 2000
    assert len(firefox.run("beleidsgraaf.picture().entities")) == entities
    assert len(firefox.run("beleidsgraaf.picture().names")) >= 5
    assert firefox.run("document.querySelector('.panel h2').innerText") == "In het kort"
    assert firefox.run("document.querySelectorAll('.legend input[type=checkbox]').length") >= 7


def test_search_shows_an_entity_and_the_address_keeps_it(firefox: Any, pages: Pages) -> None:
    """A slash, letters and Enter show an entity; its address opens it again; back leads back."""
    firefox.open(pages("small"))
    firefox.press("/", *"bzk", ENTER)
    assert firefox.run("document.querySelector('.panel h2').innerText") == MINISTRY
    fragment = firefox.run("location.hash")[1:]
    assert "entity=" in fragment
    firefox.run("history.back()")
    firefox.until("document.querySelector('.panel h2').innerText === 'In het kort'")
    firefox.open(pages("small"), fragment)
    assert firefox.run("document.querySelector('.panel h2').innerText") == MINISTRY


def test_a_click_on_a_sign_and_on_a_line_opens_the_panel(firefox: Any, pages: Pages) -> None:
    """The mouse finds entities and ties, and the panel shows the sentences."""
    firefox.open(pages("small"))
    spot = firefox.run("beleidsgraaf.picture().entities.find((one) => one.label === 'Logius')")
    firefox.click_at(spot["x"], spot["y"])
    assert firefox.run("document.querySelector('.panel h2').innerText") == "Logius"
    firefox.run("document.querySelector('.panel .head .icon').click()")
    tie = firefox.run("beleidsgraaf.picture().ties.find((one) => one.text === 'beheert')")
    firefox.click_at(tie["x"], tie["y"])
    quotes = firefox.run("[...document.querySelectorAll('.panel blockquote')].map((one) => one.innerText)")
    assert quotes == ["Logius beheert DigiD.", "Logius beheert DigiD al jaren."]


def test_the_table_and_english_work(firefox: Any, pages: Pages) -> None:
    """The table holds the statements that the filters leave, and the page speaks English."""
    firefox.open(pages("small"), "view=table&no-denied=1&lang=en&theme=dark")
    assert firefox.run("document.querySelectorAll('tbody tr').length") == 6
    assert firefox.run("[document.documentElement.lang, document.documentElement.dataset.theme]") == ["en", "dark"]
    assert firefox.run("document.querySelector('.legend h2').innerText") == "Legend and filters"
