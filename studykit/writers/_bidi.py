"""In which order the letters of a line stand where scripts of both directions meet.

Unicode's bidirectional algorithm (UAX #9), without the characters that embed, override or isolate: those are
not drawn. Levels are even from left to right and odd from right to left.
"""

import re
import unicodedata
from collections.abc import Sequence
from itertools import groupby
from typing import Literal, TypeAlias

Direction: TypeAlias = Literal["L", "R"]

_RIGHT_TO_LEFT = frozenset(
    {"ar", "arc", "ckb", "dv", "fa", "he", "iw", "ji", "ks", "ps", "sd", "ug", "ur", "yi"}
)
_NEUTRAL = frozenset(
    {"B", "S", "WS", "ON", "BN", "LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
)
_MIRRORED = (
    "()[]{}<>≤≥«»‹›⁅⁆⁽⁾₍₎⌈⌉⌊⌋❨❩❪❫❬❭❮❯❰❱❲❳❴❵⟅⟆⟦⟧⟨⟩⟪⟫⟬⟭⟮⟯⦃⦄⦅⦆"
    "〈〉《》「」『』【】〔〕〖〗〘〙〚〛﹙﹚﹛﹜﹝﹞（）＜＞［］｛｝｟｠｢｣"
)
_PARTNERS = {
    one: other
    for left, right in zip(_MIRRORED[::2], _MIRRORED[1::2], strict=True)
    for one, other in ((left, right), (right, left))
}
"""Signs and their mirror images (Unicode's BidiMirroring.txt, less those of mathematics)."""
_MAYBE_RIGHT = re.compile(
    "[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_DEEPEST = 63
"""Open brackets that are kept in mind (BD16)."""
_SPACES = frozenset({"S", "B", "WS", "BN", "LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})


def runs_from_the_right(text: str) -> bool:
    """Return whether ``text`` has a letter of a script that is written from right to left."""
    return any(unicodedata.bidirectional(found) in {"R", "AL"} for found in _MAYBE_RIGHT.findall(text))


def language_direction(language: str) -> Direction:
    """Return in which direction pages of ``language``, a primary subtag of BCP 47, are laid out."""
    return "R" if language in _RIGHT_TO_LEFT else "L"


def direction(text: str, otherwise: Direction) -> Direction:
    """Return the direction of most letters of ``text``, ``otherwise`` where there are as many of both.

    UAX #9 takes that of the first letter (P2, P3); a sentence may begin with a name in the other script.
    """
    ways = [unicodedata.bidirectional(character) for character in text]
    right = sum(way in {"R", "AL"} for way in ways)
    left = ways.count("L")
    if right == left:
        return otherwise
    return "R" if right > left else "L"


def levels(text: str, base: Direction) -> list[int]:
    """Return the level of each character of one paragraph whose direction is ``base`` (rules W1 to I2)."""
    classes = _resolved_brackets(text, _resolved_weak(text, base), base)
    level = 1 if base == "R" else 0
    return [level + _rise(kind, level) for kind in _resolved_neutral(classes, base)]


def reset_spaces(text: str, found: Sequence[int], base: Direction) -> list[int]:
    """Return the levels of a line with the spaces at its end at that of the paragraph (rule L1)."""
    end = len(text)
    while end and unicodedata.bidirectional(text[end - 1]) in _SPACES:
        end -= 1
    return [*found[:end], *([1 if base == "R" else 0] * (len(text) - end))]


def visual_order(found: Sequence[int]) -> list[int]:
    """Return the places of a line's characters from left to right, given their levels (rule L2)."""
    order = list(range(len(found)))
    for level in range(max(found, default=0), 0, -1):
        order = _reversed_runs(order, found, level)
    return order


def mirrored(character: str) -> str:
    """Return what stands for a bracket or a comparison sign from right to left, else ``character`` (L4)."""
    return _PARTNERS.get(character, character)


def _reversed_runs(order: list[int], found: Sequence[int], level: int) -> list[int]:
    turned: list[int] = []
    for high, run in groupby(order, key=lambda place: found[place] >= level):
        places = list(run)
        turned += reversed(places) if high else places
    return turned


def _rise(kind: str, level: int) -> int:
    """Return how far above its paragraph's level a character is (rules I1 and I2)."""
    if level:
        return 0 if kind == "R" else 1
    return {"L": 0, "R": 1}.get(kind, 2)


def _resolved_weak(text: str, base: Direction) -> list[str]:
    """Return the class of each character after rules W1 to W7."""
    classes = _after_marks([unicodedata.bidirectional(c) or "L" for c in text], base)
    classes = _after_letters(classes, base)
    classes = _joined_numbers(classes)
    strong: str = base
    for place, kind in enumerate(classes):
        if kind in {"L", "R"}:
            strong = kind
        elif kind == "EN" and strong == "L":
            classes[place] = "L"
        elif kind in {"ES", "ET", "CS"}:
            classes[place] = "ON"
    return classes


def _after_marks(classes: list[str], base: Direction) -> list[str]:
    """W1: a mark is of the class of what it stands on."""
    before: str = base
    found = []
    for kind in classes:
        before = before if kind == "NSM" else kind
        found.append(before)
    return found


def _after_letters(classes: list[str], base: Direction) -> list[str]:
    """W2 and W3: European digits after an Arabic letter are Arabic ones, and the letter is from the right."""
    strong: str = base
    found = []
    for kind in classes:
        if kind in {"L", "R", "AL"}:
            strong = kind
        digit = "AN" if kind == "EN" and strong == "AL" else kind
        found.append("R" if digit == "AL" else digit)
    return found


def _joined_numbers(classes: list[str]) -> list[str]:
    """W4 and W5: a separator within a number and a sign beside it belong to it."""
    found = classes[:]
    for place in range(1, len(found) - 1):
        before, kind, after = found[place - 1], found[place], found[place + 1]
        if before == after and (
            (kind == "CS" and before in {"EN", "AN"}) or (kind == "ES" and before == "EN")
        ):
            found[place] = before
    start = 0
    for kind, run in groupby(found[:]):
        end = start + len(list(run))
        if kind == "ET" and "EN" in (*found[start - 1 : start], *found[end : end + 1]):
            found[start:end] = ["EN"] * (end - start)
        start = end
    return found


def _resolved_brackets(text: str, classes: list[str], base: Direction) -> list[str]:
    """N0: a pair of brackets has the direction of what stands in it, where that is the paragraph's own."""
    found = classes[:]
    for opening, closing in _pairs(text, found):
        if way := _way_of_pair(found, opening, closing, base):
            for place in (opening, closing):
                end = _end_of_marks(text, place)
                found[place:end] = [way] * (end - place)
    return found


def _end_of_marks(text: str, place: int) -> int:
    """Return where the marks end that stand on the character at ``place``."""
    end = place + 1
    while end < len(text) and unicodedata.bidirectional(text[end]) == "NSM":
        end += 1
    return end


def _way_of_pair(classes: list[str], opening: int, closing: int, base: Direction) -> str:
    inside = {_strong(kind) for kind in classes[opening + 1 : closing]} - {""}
    if base in inside:
        return base
    if not inside:
        return ""
    backwards = (_strong(classes[place]) for place in range(opening - 1, -1, -1))
    return next(filter(None, backwards), base)


def _pairs(text: str, classes: Sequence[str]) -> list[tuple[int, int]]:
    """Return the places of the brackets that belong together (definition BD16), by their openings."""
    waiting: list[tuple[str, int]] = []
    found = []
    for place, character in enumerate(text):
        if classes[place] != "ON" or character not in _PARTNERS:
            continue
        if unicodedata.category(character) == "Ps":
            waiting.append((_PARTNERS[character], place))
        elif unicodedata.category(character) == "Pe":
            depth = next((d for d in range(len(waiting) - 1, -1, -1) if waiting[d][0] == character), None)
            if depth is not None:
                found.append((waiting[depth][1], place))
                del waiting[depth:]
        if len(waiting) > _DEEPEST:
            return []
    return sorted(found)


def _resolved_neutral(classes: Sequence[str], base: Direction) -> list[str]:
    """N1 and N2: what has no direction takes that of both its neighbours, or else the paragraph's."""
    found: list[str] = []
    runs = [(kind, len(list(run))) for kind, run in groupby("N" if k in _NEUTRAL else k for k in classes)]
    for place, (kind, length) in enumerate(runs):
        before = _strong(runs[place - 1][0]) if place else base
        after = _strong(runs[place + 1][0]) if place + 1 < len(runs) else base
        way = (before if before == after else base) if kind == "N" else kind
        found += [way] * length
    return found


def _strong(kind: str) -> str:
    """Return the direction that a class stands for among neutral ones; numbers count as from the right."""
    return {"L": "L", "R": "R", "EN": "R", "AN": "R"}.get(kind, "")
