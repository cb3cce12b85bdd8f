"""Each side of each card, as Anki's engine writes it, in a real browser: by day, by night, on a phone."""

import html
import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from studykit.templates import Templates
from studykit.writers.apkg import WRITER
from tests.sample import SETTINGS, sample
from tests.writers.anki_engine import new_anki

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
PHONE, DESK, HEIGHT = 360, 640, 420
LONG = "Donaudampfschifffahrtsgesellschaftskapitänskajütenschlüsselbundanhänger" * 2

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium")


@pytest.fixture(scope="module")
def sides(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The HTML of every side of every template, by its name."""
    folder = tmp_path_factory.mktemp("anki")
    definition, cloze, question = sample().cards
    quote = question.citations[0].model_copy(update={"quote": f"שלום {LONG} <b>x</b>"})
    cards = (
        definition.model_copy(update={"reverse": "forgetting curve", "context": "The curve"}),
        cloze,
        question.model_copy(update={"front": LONG, "citations": (quote, *cloze.citations)}),
    )
    found = {}
    for typed in (False, True):
        settings = replace(SETTINGS, reverse=True, type_answer=typed)
        document = sample().model_copy(update={"cards": cards})
        (folder / str(typed)).mkdir()
        with new_anki(folder / str(typed)) as anki:
            anki.take(WRITER.render(document, Templates(), settings).content, folder)
            for card in anki.cards():
                name = f"{card.note()['Id']} {card.ord} {'typed' if typed else ''}"
                found[f"{name} front"], found[f"{name} back"] = card.question(), card.answer()
    return found


def page(sides: dict[str, str], classes: str) -> str:
    """One page with a frame for each side at each width, and what is wider than its frame as its title."""
    frames = "".join(
        f'<iframe width="{width}" height="{HEIGHT}" style="border:0;position:absolute;left:{left}px;'
        f'top:{row * HEIGHT}px" srcdoc="{html.escape(_whole(side, classes))}"></iframe>'
        for row, side in enumerate(sides.values())
        for left, width in ((0, PHONE), (PHONE, DESK))
    )
    script = (
        "onload=()=>{document.title=JSON.stringify([...document.querySelectorAll('iframe')].map(f=>"
        "[f.contentDocument.documentElement.scrollWidth,f.clientWidth,"
        "f.contentDocument.body.innerText.trim().length]))}"
    )
    return f"<!doctype html><meta charset=utf-8><body style='margin:0'>{frames}<script>{script}</script>"


def _whole(side: str, classes: str) -> str:
    return (
        f'<!doctype html><meta charset=utf-8><body class="card {classes}" style="margin:20px">{side}</body>'
    )


def browse(place: Path, *asked: str) -> str:
    assert CHROMIUM
    command = [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
    profile = f"--user-data-dir={place.parent / 'profile'}"
    done = subprocess.run(
        [*command, profile, *asked, place.as_uri()], capture_output=True, text=True, timeout=120, check=True
    )
    return done.stdout


@pytest.fixture(scope="module", params=["", "nightMode"])
def shown(
    request: pytest.FixtureRequest, sides: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, list[list[int]], Image.Image]]:
    """The theme, the widths and words of every frame, and the picture of them all."""
    folder = tmp_path_factory.mktemp("browser")
    place, picture = folder / "cards.html", folder / "cards.png"
    place.write_text(page(sides, request.param), encoding="utf-8")
    title = re.search(r"<title>(.*?)</title>", browse(place, "--dump-dom"))
    assert title
    size = f"--window-size={PHONE + DESK},{HEIGHT * len(sides)}"
    browse(place, f"--screenshot={picture}", size)
    with Image.open(picture) as image:
        yield request.param, json.loads(html.unescape(title[1])), image.convert("RGB")


def test_nothing_is_wider_than_the_screen_and_no_side_is_empty(
    shown: tuple[str, list[list[int]], Image.Image], sides: dict[str, str]
) -> None:
    _, frames, _ = shown
    assert len(frames) == 2 * len(sides) >= 24
    assert [frame for frame in frames if frame[0] > frame[1]] == []
    assert all(letters > 10 for _, _, letters in frames)


def test_every_side_is_painted_in_the_colours_of_its_theme(
    shown: tuple[str, list[list[int]], Image.Image], sides: dict[str, str]
) -> None:
    theme, _, picture = shown
    for row, name in enumerate(sides):
        for left, width in ((0, PHONE), (PHONE, DESK)):
            frame = picture.crop((left, row * HEIGHT, left + width, (row + 1) * HEIGHT))
            corner = frame.getpixel((width - 3, 3))
            assert isinstance(corner, tuple)
            assert (max(corner) < 60) == (theme == "nightMode"), name
            colours = frame.getcolors(maxcolors=1 << 20) or []
            ink = sum(
                count
                for count, colour in colours
                if isinstance(colour, tuple) and abs(sum(colour) - sum(corner)) > 250
            )
            assert ink > 300, f"{name}: next to nothing can be read"
