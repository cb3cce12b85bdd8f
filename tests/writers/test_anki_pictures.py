"""Each side of each card, as Anki's engine writes it, in a real browser.

By day, by night and in letters of twice the size, on a phone and on a desk, from the left and from the right.
"""

import html
import json
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageColor

from studykit.model import BLANK, StudyDocument
from studykit.templates import Templates
from studykit.writers.apkg import WRITER
from tests.sample import SETTINGS, sample
from tests.writers.anki_engine import Anki, new_anki

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
PHONE, DESK, HEIGHT = 360, 640, 420
LONG = "Donaudampfschifffahrtsgesellschaftskapitänskajütenschlüsselbundanhänger" * 2
DESKTOP = (
    "body { color: #020202; background: #f5f5f5 } body.nightMode { color: #fcfcfc; background: #2c2c2c }"
)
"""What the desktop program says of the page itself."""
THEMES = {"day": "", "night": "nightMode", "large": ""}
FRAMES = """onload = () => {
  document.title = JSON.stringify([...document.querySelectorAll("iframe")].map(frame => {
    const page = frame.contentDocument, style = element => page.defaultView.getComputedStyle(element);
    const shown = [...page.body.querySelectorAll("*")].filter(each => each.getClientRects().length);
    const edges = shown.flatMap(each => [...each.getClientRects()].flatMap(box => [box.left, box.right]));
    const cut = shown.filter(each => style(each).overflow != "visible" && each.tagName != "INPUT" &&
      (each.scrollWidth > each.clientWidth + 1 || each.scrollHeight > each.clientHeight + 1));
    const texts = shown.filter(each => each.matches(".question, .answer, figure"));
    return {
      width: frame.clientWidth,
      scrolled: page.documentElement.scrollWidth,
      left: Math.min(0, ...edges),
      right: Math.max(0, ...edges),
      cut: cut.length,
      letters: page.body.innerText.trim().length,
      colours: ["--sk-paper", "--sk-ink"].map(name => style(page.body).getPropertyValue(name)),
      letter: parseFloat(style(page.querySelector(".question")).fontSize),
      directions: texts.map(each => style(each).direction),
      rules: shown.filter(each => each.matches("figure")).map(each => style(each).borderRightWidth),
    };
  }));
}"""

Frame = dict[str, Any]
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium")


def from_the_left() -> StudyDocument:
    definition, cloze, question = sample().cards
    quote = question.citations[0].model_copy(update={"quote": f"שלום {LONG} <b>x</b>"})
    cards = (
        definition.model_copy(update={"reverse": "forgetting curve", "context": "The curve"}),
        cloze,
        question.model_copy(update={"front": LONG, "citations": (quote, *cloze.citations)}),
    )
    return sample().model_copy(update={"cards": cards})


def from_the_right() -> StudyDocument:
    definition, cloze, _ = sample().cards
    quote = definition.citations[0].model_copy(update={"quote": "עקומת השכחה היא הקצב שבו הזיכרון דועך."})
    words = {"citations": (quote,), "context": "העקומה", "hint": "מה דועך?"}
    front = {"front": "מהי עקומת השכחה?", "back": "הקצב שבו הזיכרון דועך.", "reverse": "עקומת השכחה"}
    hidden = {"front": f"הזיכרון {BLANK} כשאיש אינו שואל עליו.", "back": "דועך"}
    cards = (
        definition.model_copy(update={"id": "right1", **words, **front}),
        cloze.model_copy(update={"id": "right2", **words, **hidden}),
    )
    episode = {"key": "right", "title": "למה אנחנו שוכחים", "show": "מסלול הזיכרון", "language": "he"}
    return sample().model_copy(
        update={"cards": cards, "episode": sample().episode.model_copy(update=episode)}
    )


@pytest.fixture(scope="module")
def sides(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The HTML of every side of every template, by its name."""
    folder = tmp_path_factory.mktemp("anki")
    found = {}
    for typed in (False, True):
        settings = replace(SETTINGS, reverse=True, type_answer=typed)
        (folder / str(typed)).mkdir()
        with new_anki(folder / str(typed)) as anki:
            for document in (from_the_left(), from_the_right()):
                anki.take(WRITER.render(document, Templates(), settings).content, folder)
            for card in anki.cards():
                name = f"{card.note()['Id']} {card.ord} {'typed, open' if typed else ''}"
                found[f"{name} front"] = typing(card.question())
                found[f"{name} back"] = compared(anki, card.answer())
    return {name: unfolded(side) if "open" in name else side for name, side in found.items()}


def unfolded(side: str) -> str:
    """The side after taps on its hint and on what is more."""
    return side.replace('style="display: none"', "")


def typing(side: str) -> str:
    """The side with Anki's line to write on where the answer is to be typed."""
    return re.sub(r"\[\[type:.*?\]\]", "<center><input type=text id=typeans></center>", side)


def compared(anki: Anki, side: str) -> str:
    """The side with the engine's comparison of a typed answer, dressed as on the desktop."""
    told = anki.collection.compare_answer(f"the rate {LONG}", f"a rate {LONG[3:]}")
    return re.sub(
        r"\[\[type:.*?\]\]", f"<div style=\"font-family: 'Arial'; font-size: 20px\">{told}</div>", side
    )


def page(sides: dict[str, str], theme: str) -> str:
    """One page with a frame for each side at each width, and what is measured in them as its title."""
    frames = "".join(
        f'<iframe width="{width}" height="{HEIGHT}" style="border:0;position:absolute;left:{left}px;'
        f'top:{row * HEIGHT}px" srcdoc="{html.escape(_whole(side, theme))}"></iframe>'
        for row, side in enumerate(sides.values())
        for left, width in ((0, PHONE), (PHONE, DESK))
    )
    return f"<!doctype html><meta charset=utf-8><body style='margin:0'>{frames}<script>{FRAMES}</script>"


def _whole(side: str, theme: str) -> str:
    root = f'<html style="font-size: {200 if theme == "large" else 100}%"><style>{DESKTOP}</style>'
    body = f'<body class="card {THEMES[theme]}" style="margin:20px">{side}</body>'
    return f"<!doctype html>{root}<meta charset=utf-8>{body}"


def browse(place: Path, *asked: str) -> str:
    assert CHROMIUM
    command = [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
    profile = f"--user-data-dir={place.parent / 'profile'}"
    done = subprocess.run(
        [*command, profile, *asked, place.as_uri()], capture_output=True, text=True, timeout=120, check=True
    )
    return done.stdout


def measured(sides: dict[str, str], theme: str, place: Path) -> dict[str, Frame]:
    """What every frame of the page of ``sides`` is like, by the side's name and the frame's width."""
    place.write_text(page(sides, theme), encoding="utf-8")
    title = re.search(r"<title>(.*?)</title>", browse(place, "--dump-dom"))
    assert title
    frames = json.loads(html.unescape(title[1]))
    assert len(frames) == 2 * len(sides)
    return {f"{name} {frame['width']}": frame for frame, name in zip(frames, _twice(sides), strict=True)}


def _twice(names: Iterable[str]) -> Iterator[str]:
    return (name for name in names for _ in range(2))


def too_wide(frame: Frame) -> bool:
    """Whether something does not fit between the frame's edges, or is cut off."""
    is_outside = frame["left"] < -1 or frame["right"] > frame["width"] + 1
    return bool(is_outside or frame["scrolled"] > frame["width"] or frame["cut"])


@pytest.fixture(scope="module", params=THEMES)
def shown(
    request: pytest.FixtureRequest, sides: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, dict[str, Frame], Image.Image]]:
    """The theme, what every frame is like, and the picture of them all."""
    folder = tmp_path_factory.mktemp("browser")
    place, picture = folder / "cards.html", folder / "cards.png"
    frames = measured(sides, request.param, place)
    browse(place, f"--screenshot={picture}", f"--window-size={PHONE + DESK},{HEIGHT * len(sides)}")
    with Image.open(picture) as image:
        yield request.param, frames, image.convert("RGB")


def test_nothing_is_wider_than_the_screen_or_cut_off_and_no_side_is_empty(
    shown: tuple[str, dict[str, Frame], Image.Image],
) -> None:
    theme, frames, _ = shown
    assert len(frames) >= 2 * 28
    assert {name: frame for name, frame in frames.items() if too_wide(frame)} == {}
    assert all(frame["letters"] > 10 for frame in frames.values())
    assert all((frame["letter"] > 40) == (theme == "large") for frame in frames.values())


def test_what_is_written_from_the_right_stands_on_the_right_with_the_rule_of_its_quote(
    shown: tuple[str, dict[str, Frame], Image.Image],
) -> None:
    _, frames, _ = shown
    right = {name: frame for name, frame in frames.items() if name.startswith("right")}
    left = {name: frame for name, frame in frames.items() if name.startswith("definition")}
    assert {direction for frame in right.values() for direction in frame["directions"]} == {"rtl"}
    assert {direction for frame in left.values() for direction in frame["directions"]} == {"ltr"}
    assert {rule for frame in right.values() for rule in frame["rules"]} == {"2px"}
    assert {rule for frame in left.values() for rule in frame["rules"]} == {"0px"}


def test_a_look_whose_words_run_out_of_the_screen_is_found(tmp_path: Path) -> None:
    faults = ("white-space: nowrap", "position: relative; left: -40px", "height: 1em; overflow: hidden")
    words = "Why so? " * 40
    sides = {fault: f'<p class="question" style="{fault}">{words}</p>' for fault in faults}
    assert all(map(too_wide, measured(sides, "day", tmp_path / "it.html").values()))


def test_every_side_is_painted_in_the_colours_of_its_theme(
    shown: tuple[str, dict[str, Frame], Image.Image], sides: dict[str, str]
) -> None:
    theme, frames, picture = shown
    for row, name in enumerate(sides):
        for left, width in ((0, PHONE), (PHONE, DESK)):
            side = picture.crop((left, row * HEIGHT, left + width, (row + 1) * HEIGHT))
            paper, ink = map(ImageColor.getrgb, frames[f"{name} {width}"]["colours"])
            assert (max(paper) < 60) == (theme == "night")
            assert side.getpixel((width - 3, 3)) == paper, name
            colours = {colour: count for count, colour in side.getcolors(maxcolors=1 << 20) or []}
            far = sum(count for colour, count in colours.items() if _distance(colour, paper) > 250)
            assert far > 300, f"{name}: next to nothing can be read"
            assert ink in colours, name


def _distance(colour: object, paper: tuple[int, ...]) -> int:
    assert isinstance(colour, tuple)
    return abs(sum(colour) - sum(paper))
