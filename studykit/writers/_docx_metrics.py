"""How wide words are and how many lines they fill, as near as can be known without the reader's fonts."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

# Advance widths in 1/1000 em: Times-Roman and Helvetica, Adobe Core 14 AFM. Times New Roman, Arial and the
# Liberation fonts share them.
_SERIF = {
    180: "'",
    200: "|",
    250: " ,.",
    278: "/:;\\ijlt",
    333: "!()-I[]`fr‘’",
    389: "Js",
    408: '"',
    444: "?acez“”",
    469: "^",
    480: "{}",
    500: "#$*0123456789_bdghknopquvxy–",
    541: "~",
    556: "FPS",
    564: "+<=>",
    611: "ELTZ",
    667: "BCR",
    722: "ADGHKNOQUVXYw",
    778: "&m",
    833: "%",
    889: "M",
    921: "@",
    944: "W",
    1000: "…—",
}
_SANS = {
    191: "'",
    222: "ijl‘’",
    260: "|",
    278: " !,./:;I[\\]ft",
    333: "()-`r“”{}",
    355: '"',
    389: "*",
    469: "^",
    500: "Jcksvxyz",
    556: "#$0123456789?L_abdeghnopqu–",
    584: "+<=>~",
    611: "FTZ",
    667: "&ABEKPSVXY",
    722: "CDHNRUw",
    778: "GOQ",
    833: "Mm",
    889: "%",
    944: "W",
    1000: "…—",
    1015: "@",
}
_SERIF_EM = {char: width / 1000 for width, chars in _SERIF.items() for char in chars}
_SANS_EM = {char: width / 1000 for width, chars in _SANS.items() for char in chars}
_BOLD = 1.07  # Times-Bold is 1.060, Helvetica-Bold 1.076 times as wide over English prose.
_UNKNOWN_EM = 0.56
_BREAK_AFTER = frozenset("-–—")


@dataclass(frozen=True)
class Face:
    """A font as far as its widths go: its size in points, whether it has no serifs, whether it is bold."""

    size_pt: float
    sans: bool = False
    bold: bool = False


def line_count(spans: Iterable[tuple[str, Face]], room_pt: float) -> int:
    """Return how many lines of ``room_pt`` points the words of ``spans`` fill.

    Breaks where Word does: at blanks, after hyphens and dashes, between Chinese or Japanese characters, and
    inside a word that is longer than a line. Words before a tab stand beside the lines and count nothing.
    """
    lines, placed_pt, word_pt = 1, 0.0, 0.0
    for text, face in spans:
        for char in text:
            if char in "\n\t":
                lines, placed_pt, word_pt = lines + (char == "\n"), 0.0, 0.0
                continue
            advance_pt = _advance_pt(char, face)
            word_pt += advance_pt
            if char == " ":
                placed_pt, word_pt = placed_pt + word_pt, 0.0
            elif placed_pt + word_pt > room_pt:
                lines, word_pt = lines + 1, word_pt if placed_pt else advance_pt
                placed_pt = 0.0
            if char in _BREAK_AFTER or _is_wide(char):
                placed_pt, word_pt = placed_pt + word_pt, 0.0
    return lines


def _advance_pt(char: str, face: Face) -> float:
    known = (_SANS_EM if face.sans else _SERIF_EM).get(char)
    return face.size_pt * (_BOLD if face.bold else 1.0) * (known or _rare_em(char, face))


def _rare_em(char: str, face: Face) -> float:
    """Return the width of a character that the tables lack: a letter with an accent is as wide as without."""
    if unicodedata.combining(char):
        return 0.0
    plain = unicodedata.normalize("NFKD", char)[0]
    return 1.0 if _is_wide(char) else (_SANS_EM if face.sans else _SERIF_EM).get(plain, _UNKNOWN_EM)


def _is_wide(char: str) -> bool:
    return not char.isascii() and unicodedata.east_asian_width(char) in "WF"
