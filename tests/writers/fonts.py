"""Small fonts made on the spot: each of their letters is a box."""

from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen


def tiny_font(path: Path, characters: str, *, postscript: bool = False, weight: int = 400) -> Path:
    """Save a font that has ``characters`` and a space at ``path``; return the path."""
    names = {ord(character): f"u{ord(character):04X}" for character in dict.fromkeys(characters)}
    order = [".notdef", "space", *names.values()]
    builder = FontBuilder(1000, isTTF=not postscript)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap({32: "space", **names})
    if postscript:
        drawn = {name: _box(T2CharStringPen(600, None), name).getCharString() for name in order}
        builder.setupCFF("Tiny", {"FullName": "Tiny"}, drawn, {})
    else:
        builder.setupGlyf({name: _box(TTGlyphPen(None), name).glyph() for name in order})
    builder.setupHorizontalMetrics(dict.fromkeys(order, (600, 50)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Tiny", "styleName": "Regular", "psName": path.stem})
    builder.setupOS2(sTypoAscender=800, usWinAscent=800, usWinDescent=200, usWeightClass=weight)
    builder.setupPost()
    builder.save(path)
    return path


def _box(pen, name):
    if name != "space":
        pen.moveTo((50, 0))
        for corner in ((550, 0), (550, 700), (50, 700)):
            pen.lineTo(corner)
        pen.closePath()
    return pen
