"""What is told of characters that could not be drawn, or not as their script wants it, and the way out."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from studykit.extras import python_command
from studykit.notices import Notice
from studykit.writers._pdf_fonts import STAND_IN, SYMBOL, Fonts, script
from studykit.writers._pdf_lenders import HAS_EXTRA, SCRIPTS_OF_EXTRA

_MOST_SHOWN = 20
_EAST_ASIAN = frozenset({"CJK", "Hiragana", "Katakana", "Hangul", "Bopomofo"})


def font_notices(missing: Iterable[str], fonts: Fonts, where: str) -> tuple[Notice, ...]:
    """Return what was lost in drawing with ``fonts``: one notice a script for the characters ``missing``.

    Letters that nothing here can join are one more. ``where`` is the file that they stand in.
    """
    ordered = sorted(missing, key=lambda character: (script(character), character))
    lost = (_lost(name, list(found), fonts, where) for name, found in groupby(ordered, key=script))
    return (*lost, *_unshaped(fonts.unshaped, where))


def _lost(name: str, found: list[str], fonts: Fonts, where: str) -> Notice:
    shown = " ".join(found[:_MOST_SHOWN]) + " …" * (len(found) > _MOST_SHOWN)
    text = (
        f"{len(found)} {name} character{'s' * (len(found) > 1)} that no font here has, drawn as {STAND_IN} "
        f"({_way_out(name, found, fonts)}): {shown}"
    )
    return Notice(code="missing-glyph", text=text, where=where)


def _way_out(name: str, found: list[str], fonts: Fonts) -> str:
    """Return what to do about the characters ``found`` of script ``name``."""
    if name in SCRIPTS_OF_EXTRA and not HAS_EXTRA:
        return f"try {_install()}"
    if file := fonts.unusable("".join(found)):
        return f"{file.name} has them, but PostScript outlines; {_give(name)}"
    return _give(name)


def _give(name: str) -> str:
    if name in _EAST_ASIAN:
        return (
            "give a TrueType font with --font, such as Noto Sans SC, TC, JP or KR of fonts.google.com, "
            "or install Debian’s fonts-droid-fallback"
        )
    family = "Noto Sans Symbols or Noto Emoji" if name == SYMBOL else f"Noto Sans {name}"
    return f"give a TrueType font with --font, such as {family} of fonts.google.com"


def _unshaped(scripts: Iterable[str], where: str) -> Iterator[Notice]:
    if names := ", ".join(sorted(scripts)):
        text = f"letters of these scripts are not joined as they should be (try {_install()}): {names}"
        yield Notice(code="unshaped-letters", text=text, where=where)


def _install() -> str:
    return python_command('-m pip install "studykit[i18n]"')
