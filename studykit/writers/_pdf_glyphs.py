"""Fonts whose letters change with their neighbours: shaped by HarfBuzz, drawn glyph by glyph.

A shaped word is a string of stand-ins: characters of Unicode's last private planes, one for each glyph in its
place, in the order of reading. Layout measures, breaks and colours them like any text; only the last step
draws glyphs for them, and what copies or reads them aloud is given the letters that they stand for.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from io import BytesIO
from itertools import groupby, pairwise
from typing import Any, cast

from reportlab.lib.rl_accel import fp_str
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfdoc import PDFArray, PDFDocument
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.textobject import PDFTextObject

from studykit.writers._bidi import mirrored

try:
    import uharfbuzz
except ImportError:  # of the extra i18n
    uharfbuzz = None

CAN_SHAPE = uharfbuzz is not None
"""Whether letters can be joined, stacked and reordered as their scripts want it."""
DIRECTION_MARKS = "\u200e\u200f\u061c"
_FIRST, _LAST = 0xF0000, 0x10FFFD
_UNHEARD = "\u200b"
"""What a glyph is copied as whose letters another glyph stands for: a space without a width."""
_TOO_LITTLE = 0.01
"""Thousandths of the type size that nobody sees."""
_LONGEST_BLOCK = 100
"""Entries that a block of a CMap may have (Adobe technical note 5014)."""


@dataclass(frozen=True)
class Glyph:
    """A glyph where it was put; lengths in thousandths of the type size.

    ``code`` is the character by which the font finds its outline, ``advance`` how far away the next one
    stands, ``right`` and ``up`` how far it is moved, ``width`` its own width, and ``letter`` the first of its
    letters. ``cluster`` are the letters of it and the glyphs that cannot be told from it, of which there are
    ``members``; it is empty where it is one glyph.
    """

    code: str
    advance: float
    right: float
    up: float
    width: float
    letter: str
    cluster: str = ""
    members: int = 1


class GuideFont(TTFont):
    """A TrueType font, embedded as far as it is used; its text can be copied, whatever script it is in."""

    tracking = 0.0
    """How far apart letters stand besides what is between them anyway, in points."""

    def __init__(self, name: str, file: str | BytesIO, index: int = 0) -> None:
        """Load the font at ``index`` of ``file``; a broken one raises reportlab's TTFError and others."""
        super().__init__(name, file, subfontIndex=index, shapable=False)
        self.characters = frozenset(code for code, glyph in self.face.charToGlyph.items() if glyph)
        for mark in map(ord, DIRECTION_MARKS):
            self.face.charWidths[mark] = 0  # they order the line, and are not drawn
        self._index = index
        self._glyphs: dict[str, Glyph] = {}
        self._stand_ins: dict[Glyph, str] = {}
        self._codes: dict[tuple[int, str], str] = {}
        self._copied: dict[int, str] = {}
        self._widths: dict[int, float] = {}
        self._words: dict[str, str] = {}
        self._last_taken = _FIRST - 1

    def shape(self, word: str) -> str:
        """Return the stand-ins for ``word``, letters of one script; ``word`` where nothing can shape it."""
        if not CAN_SHAPE:
            return word
        if word not in self._words:
            self._words[word] = "".join(map(self._stand_in, self._placed(word)))
        return self._words[word]

    def mirrored(self, character: str) -> str:
        """Return the stand-in for ``character`` as it looks from right to left, or itself.

        What is copied is the character: whoever orders the text again mirrors it again.
        """
        image = ord(mirrored(character))
        if image == ord(character) or image not in self.characters:
            return character
        width = self.face.charWidths[image]
        code = self._code(self.face.charToGlyph[image], character, width)
        return self._stand_in(Glyph(code, width, 0, 0, width, letter=character))

    def letters(self, text: str) -> str:
        """Return ``text`` with a letter in the place of each stand-in: the first one that it stands for."""
        return "".join(self._glyphs[c].letter if c in self._glyphs else c for c in text)

    def read(self, text: str) -> str:
        """Return ``text`` with all letters that its stand-ins stand for, as they are copied."""
        copied = (self._copied[ord(self._glyphs[c].code)] if c in self._glyphs else c for c in text)
        return "".join(copied).replace(_UNHEARD, "")

    def is_shaped(self, text: str) -> bool:
        """Whether ``text`` has a stand-in."""
        return not text.isascii() and any(character in self._glyphs for character in text)

    def clusters(self, text: str) -> Iterator[tuple[str, list[Glyph]]]:
        """Yield the glyphs of ``text`` as they stand from left to right, in groups that are copied as one.

        Each comes with what it is copied as, or nothing where each of its glyphs is copied by itself.
        """
        glyphs = [self._glyphs.get(character, _plain(character)) for character in text]
        for (cluster, members), run in groupby(glyphs, key=lambda glyph: (glyph.cluster, glyph.members)):
            alike = list(run)
            step = members if cluster else len(alike)
            for place in range(0, len(alike), step):
                yield cluster, alike[place : place + step]

    def addObjects(self, doc: PDFDocument) -> None:  # noqa: N802  # reportlab's name
        """Put the used parts of the font into the file; reportlab calls this when all is drawn."""
        subsets = list(self.state[doc].subsets)
        names = [self.getSubsetInternalName(number, doc)[1:] for number in range(len(subsets))]
        super().addObjects(doc)
        objects: Any = doc.idToObject
        widths: dict[int, float] = {**self.face.charWidths, **self._widths}
        for name, subset in zip(names, subsets, strict=True):
            font = objects["BasicFonts"].dict[name]
            font.Widths = PDFArray([widths.get(code, self.face.defaultWidth) for code in subset])
            texts = [self._copied.get(code, chr(code)) for code in subset]
            objects[font.ToUnicode.name].content = _to_unicode(font.BaseFont, texts)

    def _scaled(self, length: int) -> float:
        """Return a length in the font's units in thousandths of the type size."""
        return length * 1000 / cast(int, self._harfbuzz.face.upem)

    @cached_property
    def _harfbuzz(self) -> "uharfbuzz.Font":
        content = self.face._ttf_data  # type: ignore[attr-defined]  # reportlab's own, untyped
        return uharfbuzz.Font(uharfbuzz.Face(content, self._index))

    def _placed(self, word: str) -> Iterator[Glyph]:
        """Yield the glyphs of ``word`` in the order of reading."""
        buffer = uharfbuzz.Buffer()
        buffer.cluster_level = uharfbuzz.BufferClusterLevel.MONOTONE_GRAPHEMES
        buffer.add_str(word)
        buffer.guess_segment_properties()
        uharfbuzz.shape(self._harfbuzz, buffer)
        found = list(zip(buffer.glyph_infos, buffer.glyph_positions, strict=True))
        if buffer.direction == "rtl":
            found.reverse()
        clusters = [list(group) for _, group in groupby(found, key=lambda pair: pair[0].cluster)]
        starts = [cluster[0][0].cluster for cluster in clusters]
        for cluster, (start, end) in zip(clusters, pairwise([*starts, len(word)]), strict=True):
            letters = word[start:end]
            parted = buffer.direction == "rtl" and len(cluster) == 1 and self._unseen is not None
            for number, (info, position) in enumerate(cluster):
                copied = _UNHEARD if number else letters[:1] if parted else letters
                width = self._scaled(self._harfbuzz.get_glyph_h_advance(info.codepoint))
                yield Glyph(
                    code=self._code(info.codepoint, copied, width),
                    advance=self._scaled(position.x_advance),
                    right=self._scaled(position.x_offset),
                    up=self._scaled(position.y_offset),
                    width=width,
                    letter=letters[:1],
                    cluster=letters if len(cluster) > 1 else "",
                    members=len(cluster),
                )
            if parted:
                yield from map(self._unseen_letter, letters[1:])

    @cached_property
    def _unseen(self) -> int | None:
        """The number of a glyph that shows nothing and takes no room; None where the font has none."""
        glyphs = (self.face.charToGlyph.get(ord(joiner)) for joiner in "\u200c\u200d")
        return next((g for g in glyphs if g and not self._harfbuzz.get_glyph_h_advance(g)), None)

    def _unseen_letter(self, letter: str) -> Glyph:
        """Return a glyph that is not seen and copied as ``letter``, which another one shows with its own.

        Poppler turns the letters of one glyph around where they are from the right, as if they were several.
        """
        return Glyph(self._code(self._unseen or 0, letter, 0), 0, 0, 0, 0, letter=letter)

    def _stand_in(self, glyph: Glyph) -> str:
        """Return the character that stands for ``glyph`` in a text, as wide as its advance."""
        if glyph not in self._stand_ins:
            character = self._free()
            self._stand_ins[glyph] = character
            self._glyphs[character] = glyph
            self.face.charWidths[ord(character)] = glyph.advance
        return self._stand_ins[glyph]

    def _code(self, number: int, copied: str, width: float) -> str:
        """Return the character by which the font finds its glyph ``number`` where that is copied so."""
        if (number, copied) not in self._codes:
            character = self._free()
            self._codes[number, copied] = character
            self.face.charToGlyph[ord(character)] = number
            self._copied[ord(character)] = copied
            self._widths[ord(character)] = width
        return self._codes[number, copied]

    def _free(self) -> str:
        """Return a private character that the font does not use; raises OverflowError where none is left."""
        self._last_taken += 1
        while self._last_taken in self.face.charToGlyph:
            self._last_taken += 1
        if self._last_taken > _LAST:
            raise OverflowError("a font has more shapes than there are private characters")
        return chr(self._last_taken)


class TrackedFont(GuideFont):
    """A font whose letters stand ``tracking`` points apart; what is shaped stays as near as it was designed.

    The page has to say so too, by its character spacing (ISO 32000-1, section 9.3.2).
    """

    def __init__(self, name: str, file: str | BytesIO, index: int, tracking: float) -> None:
        """Load the font at ``index`` of ``file``, see ``GuideFont``."""
        super().__init__(name, file, index)
        self.tracking = tracking

    def stringWidth(self, text: str, size: float, encoding: str = "utf8") -> float:  # noqa: N802  # reportlab's
        """Return the width of ``text`` in points."""
        tracked = sum(character not in self._glyphs for character in text)
        return float(super().stringWidth(text, size, encoding)) + self.tracking * tracked


class GlyphText(PDFTextObject):
    """Lines of text, drawn glyph by glyph where a font was shaped."""

    _canvas: Any
    _fontname: str
    _fontsize: float
    _rise: float
    _curSubset: int  # noqa: N815  # reportlab's name

    def _formatText(self, text: str) -> str:  # noqa: N802  # reportlab's name
        """Return the code that draws ``text`` in the present font."""
        font = pdfmetrics.getFont(self._fontname)
        if isinstance(font, GuideFont) and font.is_shaped(text):
            return " ".join(self._drawn(font, text))
        return cast(str, super()._formatText(text))  # type: ignore[misc]  # reportlab's own, untyped

    def _drawn(self, font: GuideFont, text: str) -> Iterator[str]:
        raised = 0.0
        if font.tracking:
            yield "0 Tc"
        for copied, glyphs in font.clusters(text):
            if copied:
                yield f"/Span <</ActualText <FEFF{copied.encode('utf-16-be').hex().upper()}>>> BDC"
            shown = _fenced(glyphs, font) if copied else glyphs
            found = [(*font.splitString(glyph.code, self._canvas._doc)[0], glyph) for glyph in shown]
            for (subset, up), run in groupby(found, key=lambda one: (one[0], one[2].up)):
                if subset != self._curSubset:
                    self._curSubset = subset
                    name = font.getSubsetInternalName(subset, self._canvas._doc)
                    yield f"{name} {fp_str(self._fontsize)} Tf"
                if up != raised:
                    raised = up
                    yield f"{fp_str(self._rise + up * self._fontsize / 1000)} Ts"
                yield self._array((code, glyph) for _, code, glyph in run)
            if copied:
                yield "EMC"
        if raised:
            yield f"{fp_str(self._rise)} Ts"
        if font.tracking:
            yield f"{fp_str(font.tracking)} Tc"

    def _array(self, glyphs: Iterable[tuple[bytes, Glyph]]) -> str:
        """Return the operator that draws ``glyphs``: numbers go back, in thousandths of the size (9.4.3)."""
        tokens: list[bytes | float] = []
        for code, glyph in glyphs:
            tokens += (-glyph.right, code, glyph.width - glyph.advance + glyph.right)
        parts = []
        for is_code, run in groupby(tokens, key=lambda token: isinstance(token, bytes)):
            if is_code:
                parts.append(f"({self._canvas._escape(b''.join(cast(Iterable[bytes], run)))})")
            elif abs(back := sum(cast(Iterable[float], run))) > _TOO_LITTLE:
                parts.append(fp_str(back))
        return f"[{' '.join(parts)}] TJ"


def _fenced(glyphs: list[Glyph], font: GuideFont) -> list[Glyph]:
    """Return the glyphs of a cluster between spaces that take no room.

    Poppler takes the cluster to reach from the beginning of its first glyph to the end of its last one, and
    puts a space beside it where that is a mark, which may stand anywhere.
    """
    width: float = font.face.charWidths[ord(" ")]
    before = Glyph(" ", advance=0, right=0, up=0, width=width, letter=" ")
    after = replace(before, right=-width)
    return [before, *glyphs, after]


def _plain(character: str) -> Glyph:
    return Glyph(character, advance=0, right=0, up=0, width=0, letter=character)


def _to_unicode(name: str, texts: Sequence[str]) -> str:
    """Return the CMap that says what each code of a font is copied as (ISO 32000-1, section 9.10.3)."""
    entries = [f"<{code:02X}> <{text.encode('utf-16-be').hex().upper()}>" for code, text in enumerate(texts)]
    blocks = [entries[place : place + _LONGEST_BLOCK] for place in range(0, len(entries), _LONGEST_BLOCK)]
    return "\n".join(
        (
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
            f"/CIDSystemInfo << /Registry ({name}) /Ordering ({name}) /Supplement 0 >> def",
            f"/CMapName /{name} def /CMapType 2 def",
            f"1 begincodespacerange <00> <{len(texts) - 1:02X}> endcodespacerange",
            *(f"{len(b)} beginbfchar\n" + "\n".join(b) + "\nendbfchar" for b in blocks),
            "endcmap CMapName currentdict /CMap defineresource pop end end",
        )
    )
