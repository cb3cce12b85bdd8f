"""Where two transcripts of one episode disagree on what matters: numbers, names, negations."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from studykit.builder.align import Gap, SpokenWord, gaps
from studykit.builder.timeline import Timeline
from studykit.language import lexicon
from studykit.language.numbers import values
from studykit.language.sound import letters
from studykit.model import Transcript
from studykit.notices import Notice
from studykit.templates import Templates
from studykit.text import clock, squeeze, straighten

LONGEST_GAP = 12
"""Where more words differ, one transcript has something that the other leaves out."""
CONTEXT_WORDS = 4
LONGEST_NEGATION, LONGEST_REPLY = 4, 3
LEAST_ALIKE = 0.6
_SIGNS = ".,?!…;:–—-"


def conflicts(
    first: Transcript,
    second: Transcript,
    ours: Sequence[SpokenWord],
    theirs: Sequence[SpokenWord],
    pairs: Sequence[tuple[int, int]],
) -> tuple[Notice, ...]:
    """Return a notice for each number, name or negation in which the two differ, both readings in it.

    A name that is misheard in the same way again is told once, with how often.
    """
    reader = _Reader(first, second, ours, theirs)
    found = [reader.conflict(gap) for gap in gaps(pairs, (len(ours), len(theirs)))]
    told: dict[tuple[str, ...], list[_Conflict]] = {}
    for conflict in found:
        if conflict is not None:
            told.setdefault(conflict.key, []).append(conflict)
    return tuple(_notice(same) for same in told.values())


@dataclass(frozen=True)
class _Conflict:
    """A gap that matters: of what kind, what makes it the same as another, both readings, and its place."""

    kind: str
    key: tuple[str, ...]
    readings: tuple[str, str]
    where: str


def _notice(same: Sequence[_Conflict]) -> Notice:
    first = same[0]
    text = f"one transcript has “{first.readings[0]}”, the other “{first.readings[1]}”"
    again = f"; the same {len(same)} times in all" if len(same) > 1 else ""
    return Notice(code=f"conflict-{first.kind}", text=text + again, where=first.where)


class _Reader:
    """Reads the words in a gap, as they are written in both transcripts."""

    def __init__(
        self,
        first: Transcript,
        second: Transcript,
        ours: Sequence[SpokenWord],
        theirs: Sequence[SpokenWord],
    ) -> None:
        self._sides = ((first, ours), (second, theirs))
        self._timelines = (Timeline(first), Timeline(second))
        self._lexicon = lexicon.load(first.episode.spoken, Templates())
        self._known = tuple({word.folded for word in words} for words in (ours, theirs))
        whole = [self._words(side, 0, len(words)) for side, words in enumerate((ours, theirs))]
        self._small = tuple({word for word in words if word.islower()} for words in whole)

    def conflict(self, gap: Gap) -> _Conflict | None:
        """Return what the two disagree on in ``gap``, None where it is mere wording."""
        spans = ((gap.first, gap.first_end), (gap.second, gap.second_end))
        if max(end - start for start, end in spans) > LONGEST_GAP:
            return None
        said = [self._words(side, *span) for side, span in enumerate(spans)]
        spelt = [letters("".join(words)) for words in said]
        if spelt[0] == spelt[1] and not spelt[0].isdigit():  # "pay join", but not "5-6" for "56"
            return None
        kind = self._kind(said, spans)
        if not kind:
            return None
        places = () if kind == "name" else (str(gap.first), str(gap.second))
        readings = self._reading(0, *spans[0]), self._reading(1, *spans[1])
        return _Conflict(kind, (kind, *spelt, *places), readings, self._place(gap))

    def _kind(self, said: Sequence[Sequence[str]], spans: Sequence[tuple[int, int]]) -> str:
        numbers = [set(self._numbers(side, *span)) for side, span in enumerate(spans)]
        if numbers[0] - numbers[1] and numbers[1] - numbers[0]:
            return "number"
        negations = [self._negations(words) for words in said]
        if bool(negations[0]) != bool(negations[1]) and not self._is_dropped_speech(said, spans):
            return "negation"
        if all(said) and any(self._has_name(side, said) for side in range(2)):
            return "name"
        return ""

    def _words(self, side: int, start: int, end: int) -> list[str]:
        transcript, spoken = self._sides[side]
        return [transcript.turns[word.turn].text[word.start : word.end] for word in spoken[start:end]]

    def _numbers(self, side: int, start: int, end: int) -> list[float]:
        """Return the numbers that the words of a gap belong to: half of "ten thousand" may lie outside it."""
        _, spoken = self._sides[side]
        numerals = self._lexicon.numerals
        if not values([word.folded for word in spoken[start:end]], numerals):
            return []
        around = [word.folded for word in spoken[max(0, start - 1) : end + 1]]
        return values(around, numerals, self._lexicon.conjunction)

    def _negations(self, words: Sequence[str]) -> set[str]:
        return {straighten(word).casefold() for word in words if self._lexicon.denies(word)}

    def _is_dropped_speech(self, said: Sequence[Sequence[str]], spans: Sequence[tuple[int, int]]) -> bool:
        """Whether the negation is a habit of speech, which only tidied text leaves out.

        A sentence of its own, an insertion between commas ("I don't know"), or a beginning that is given up
        and made again ("it wasn't, it didn't").
        """
        side = 0 if self._negations(said[0]) else 1
        start, end = spans[side]
        if len(said[side]) > LONGEST_NEGATION:
            return True
        if self._is_made_again(side, start, end):
            return True
        is_whole = end - start <= LONGEST_REPLY and not said[1 - side]
        return is_whole and self._is_set_off(side, start - 1) and self._is_set_off(side, end - 1)

    def _is_made_again(self, side: int, start: int, end: int) -> bool:
        """Whether the words end as what stands before them, or what follows begins as they do."""
        _, spoken = self._sides[side]
        repeats = start > 0 and spoken[start - 1].folded == spoken[end - 1].folded
        begun = {spoken[start].folded, spoken[end - 1].folded}
        return repeats or (end < len(spoken) and spoken[end].folded in begun)

    def _is_set_off(self, side: int, at: int) -> bool:
        """Whether a sign stands after word ``at``, or its turn begins or ends there."""
        transcript, spoken = self._sides[side]
        if at < 0 or at + 1 >= len(spoken) or spoken[at + 1].turn != spoken[at].turn:
            return True
        text = transcript.turns[spoken[at].turn].text
        return any(sign in _SIGNS for sign in text[spoken[at].end : spoken[at + 1].start])

    def _has_name(self, side: int, said: Sequence[Sequence[str]]) -> bool:
        """Whether a word has a capital, is no stop word, and stands for another in the other transcript.

        It does where that one never says it, or says something here that is spelt alike.
        """
        others = {_stem(word) for word in said[1 - side]}
        is_alike = _are_alike(*said)
        return any(
            word[0].isupper()
            and len(word) > 2
            and (is_alike or straighten(word).casefold() not in self._known[1 - side])
            and not self._lexicon.is_stop(word)
            and word.lower() not in self._small[side]
            and _stem(word) not in others
            for word in said[side]
        )

    def _reading(self, side: int, start: int, end: int) -> str:
        """Return the words from ``start`` to ``end`` with a few around them."""
        transcript, spoken = self._sides[side]
        first, last = max(0, start - CONTEXT_WORDS), min(len(spoken), end + CONTEXT_WORDS)
        if first >= last:
            return ""
        parts: list[str] = []
        for turn in range(spoken[first].turn, spoken[last - 1].turn + 1):
            inside = [word for word in spoken[first:last] if word.turn == turn]
            if inside:
                parts.append(transcript.turns[turn].text[inside[0].start : inside[-1].end])
        return squeeze(" ".join(parts))

    def _place(self, gap: Gap) -> str:
        for side, at in enumerate((gap.first, gap.second)):
            _, spoken = self._sides[side]
            if at < len(spoken):
                moment = self._timelines[side].at(spoken[at].turn, spoken[at].start)
                if moment is not None:
                    return clock(moment.ms)
        word = self._sides[0][1][min(gap.first, len(self._sides[0][1]) - 1)]
        return f"at {self._timelines[0].position(word.turn, word.start):.0%}"


def _are_alike(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two readings have most of their letters in common, as "Bolts" and "Boltz"."""
    spelt = letters("".join(one)), letters("".join(other))
    return SequenceMatcher(None, *spelt, autojunk=False).ratio() >= LEAST_ALIKE


def _stem(word: str) -> str:
    """Return a word without the ``s`` of a plural or a possessive."""
    return letters(word).removesuffix("s")
