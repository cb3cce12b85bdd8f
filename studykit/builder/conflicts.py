"""Where two transcripts of one episode disagree on what matters: numbers, names, negations."""

from collections.abc import Sequence

from studykit.builder.align import Gap, SpokenWord, gaps
from studykit.builder.timeline import Timeline
from studykit.language import lexicon
from studykit.language.numbers import values
from studykit.model import Transcript
from studykit.notices import Notice
from studykit.templates import Templates
from studykit.text import clock, squeeze, straighten

LONGEST_GAP = 12
"""Where more words differ, one transcript has something that the other leaves out."""
CONTEXT_WORDS = 4
_STOPS = ".?!"


def conflicts(
    first: Transcript,
    second: Transcript,
    ours: Sequence[SpokenWord],
    theirs: Sequence[SpokenWord],
    pairs: Sequence[tuple[int, int]],
) -> tuple[Notice, ...]:
    """Return a notice for each number, name or negation in which the two differ, both readings in it."""
    reader = _Reader(first, second, ours, theirs)
    found = (reader.notice(gap) for gap in gaps(pairs, (len(ours), len(theirs))))
    seen: dict[str, Notice] = {}
    for notice in found:
        if notice is not None:
            seen.setdefault(notice.text, notice)
    return tuple(seen.values())


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

    def notice(self, gap: Gap) -> Notice | None:
        """Return what the two disagree on in ``gap``, None where it is mere wording."""
        spans = ((gap.first, gap.first_end), (gap.second, gap.second_end))
        if max(end - start for start, end in spans) > LONGEST_GAP:
            return None
        said = [self._words(side, *span) for side, span in enumerate(spans)]
        kind = self._kind(said, spans)
        if not kind:
            return None
        readings = [self._reading(side, *span) for side, span in enumerate(spans)]
        text = f"one transcript has “{readings[0]}”, the other “{readings[1]}”"
        return Notice(code=f"conflict-{kind}", text=text, where=self._place(gap))

    def _kind(self, said: Sequence[Sequence[str]], spans: Sequence[tuple[int, int]]) -> str:
        numbers = [self._numbers(side, *span) for side, span in enumerate(spans)]
        if all(numbers) and not set(numbers[0]) & set(numbers[1]):
            return "number"
        negations = [self._negations(words) for words in said]
        if bool(negations[0]) != bool(negations[1]) and not self._is_reply(said, spans):
            return "negation"
        if all(said) and any(self._has_name(side, words) for side, words in enumerate(said)):
            return "name"
        return ""

    def _words(self, side: int, start: int, end: int) -> list[str]:
        transcript, spoken = self._sides[side]
        return [transcript.turns[word.turn].text[word.start : word.end] for word in spoken[start:end]]

    def _numbers(self, side: int, start: int, end: int) -> list[float]:
        """Return the numbers that the words of a gap belong to: half of "ten thousand" may lie outside it."""
        if not values(self._words(side, start, end), self._lexicon.numerals):
            return []
        _, spoken = self._sides[side]
        around = self._words(side, max(0, start - 1), min(len(spoken), end + 1))
        return values(around, self._lexicon.numerals)

    def _negations(self, words: Sequence[str]) -> set[str]:
        folded = (straighten(word).casefold() for word in words)
        endings = tuple(self._lexicon.negated_endings)
        return {w for w in folded if w in self._lexicon.negations or (endings and w.endswith(endings))}

    def _is_reply(self, said: Sequence[Sequence[str]], spans: Sequence[tuple[int, int]]) -> bool:
        """Whether the negation is a sentence of its own or said twice, which only tidied text leaves out."""
        side = 0 if self._negations(said[0]) else 1
        start, end = spans[side]
        transcript, spoken = self._sides[side]
        if end < len(spoken) and spoken[end].folded == spoken[end - 1].folded:
            return True
        text = transcript.turns[spoken[end - 1].turn].text
        after = text[spoken[end - 1].end : spoken[end - 1].end + 1]
        alone = end - start <= 2 and (after in {*_STOPS, ","} or end >= len(spoken))
        return alone or len(said[side]) > 4

    def _has_name(self, side: int, words: Sequence[str]) -> bool:
        """Whether a word has a capital, is no stop word, and the other transcript never says it."""
        return any(
            word[0].isupper()
            and len(word) > 2
            and straighten(word).casefold() not in self._known[1 - side]
            and not self._lexicon.is_stop(word)
            and not self._begins(side, word)
            for word in words
        )

    def _begins(self, side: int, word: str) -> bool:
        """Whether ``word`` has its capital from a sentence's beginning: it also stands without one."""
        transcript, _ = self._sides[side]
        return any(f" {word.lower()} " in turn.text for turn in transcript.turns)

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
