"""Which words of a document are of which script: their direction, language and fonts, run by run.

WordprocessingML (ECMA-376 part 1, section 17.3.2): a run from right to left says ``w:rtl``, ``w:rFonts``
names fonts by kind of script, and ``w:lang`` languages; ``bidi`` there is for all complex scripts.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from studykit.writers._bidi import direction, language_direction, levels

Kind = Literal["val", "eastAsia", "bidi"]
"""Which attribute of ``w:lang`` tells a script's language."""


@dataclass(frozen=True)
class Script:
    """A script by the first word of its letters' names in Unicode.

    ``languages`` are those written in it, the likeliest first; ``font`` is one that offices have for it.
    """

    languages: tuple[str, ...]
    kind: Kind = "bidi"
    font: str = ""


_INDIC = "Nirmala UI"
_SCRIPTS: dict[str, Script] = {
    "GREEK": Script(("el",), "val"),
    "CYRILLIC": Script(("ru", "uk", "be", "bg", "sr", "mk", "kk", "ky", "mn", "tg", "tt"), "val"),
    "ARMENIAN": Script(("hy",), "val"),
    "GEORGIAN": Script(("ka",), "val"),
    "HEBREW": Script(("he", "yi", "iw")),
    "ARABIC": Script(("ar", "fa", "ur", "ps", "ku", "ckb", "sd", "ug")),
    "DEVANAGARI": Script(("hi", "mr", "ne", "sa"), font=_INDIC),
    "BENGALI": Script(("bn", "as"), font=_INDIC),
    "GURMUKHI": Script(("pa",), font=_INDIC),
    "GUJARATI": Script(("gu",), font=_INDIC),
    "TAMIL": Script(("ta",), font=_INDIC),
    "TELUGU": Script(("te",), font=_INDIC),
    "KANNADA": Script(("kn",), font=_INDIC),
    "MALAYALAM": Script(("ml",), font=_INDIC),
    "SINHALA": Script(("si",), font=_INDIC),
    "THAI": Script(("th",), font="Leelawadee UI"),
    "LAO": Script(("lo",), font="Leelawadee UI"),
    "KHMER": Script(("km",), font="Leelawadee UI"),
    "MYANMAR": Script(("my",), font="Myanmar Text"),
    "CJK": Script(("zh", "ja", "ko"), "eastAsia", "Microsoft YaHei"),
    "HIRAGANA": Script(("ja",), "eastAsia", "Yu Gothic"),
    "KATAKANA": Script(("ja",), "eastAsia", "Yu Gothic"),
    "HANGUL": Script(("ko",), "eastAsia", "Malgun Gothic"),
}
_EAST_ASIAN_FONTS = {"ja": "Yu Gothic", "ko": "Malgun Gothic"}


@dataclass(frozen=True)
class Stretch:
    """Words that one run can hold; ``properties`` is the XML of what their script asks for."""

    text: str
    properties: str = ""


def language_kind(language: str) -> Kind:
    """Return which attribute of ``w:lang`` a document in ``language``, a tag of BCP 47, tells it in."""
    primary = _primary(language)
    kinds = (script.kind for script in _SCRIPTS.values() if primary in script.languages)
    return next(kinds, "bidi" if language_direction(primary) == "R" else "val")


def runs_from_the_right(text: str, language: str) -> bool:
    """Return whether ``text`` runs from right to left: as most of its letters do, or else its document."""
    return direction(text, language_direction(_primary(language))) == "R"


def stretches(text: str, language: str) -> Iterator[Stretch]:
    """Yield ``text`` run by run, in a document in ``language``."""
    from_the_right = runs_from_the_right(text, language)
    if text.isascii() and not from_the_right:
        yield Stretch(text)
        return
    turned = _turned(text, from_the_right=from_the_right)
    scripts = _scripts(text)
    for (is_turned, name), run in groupby(range(len(text)), key=lambda at: (turned[at], scripts[at])):
        places = list(run)
        fonts, told = _told(_SCRIPTS.get(name), _primary(language))
        yield Stretch(text[places[0] : places[-1] + 1], f"{fonts}{'<w:rtl/>' if is_turned else ''}{told}")


def _turned(text: str, *, from_the_right: bool) -> list[bool]:
    """Return of each character whether its run is from right to left; numbers go with what is around."""
    found = levels(text, "R" if from_the_right else "L")
    numbers = {"EN", "AN", "ES", "ET", "CS"}
    return [
        level % 2 == 1 or (from_the_right and unicodedata.bidirectional(character) in numbers)
        for character, level in zip(text, found, strict=True)
    ]


def _scripts(text: str) -> list[str]:
    """Return each character's script, "" for one that is not listed; signs are of the letter before them."""
    found: list[str] = []
    current = ""
    for character in text:
        if unicodedata.category(character)[0] in "LM":
            name = unicodedata.name(character, "").partition(" ")[0].partition("-")[0]
            current = name if name in _SCRIPTS else ""
        found.append(current)
    return found


def _told(script: Script | None, language: str) -> tuple[str, str]:
    """Return the fonts and the language of a run, nothing where it is in the document's own."""
    if script is None:
        return "", ""
    spoken = language if language in script.languages else script.languages[0]
    font = _EAST_ASIAN_FONTS.get(spoken, script.font) if script.kind == "eastAsia" else script.font
    place = "cs" if script.kind == "bidi" else "eastAsia"
    fonts = f'<w:rFonts w:{place}="{font}"/>' if font else ""
    return fonts, "" if spoken == language else f'<w:lang w:{script.kind}="{spoken}"/>'


def _primary(language: str) -> str:
    return language.partition("-")[0].lower()
