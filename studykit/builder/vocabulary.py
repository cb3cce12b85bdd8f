"""The user's own spellings: read from a file, and put into a transcript before it is studied.

# names and terms, one a line
Yann LeCun
bech32
and Therapic => Anthropic
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from studykit.builder.spellings import Edit, Word, edited, edits_for, placed_words, written
from studykit.contracts import Source
from studykit.errors import ReadError
from studykit.language.frequency import zipf
from studykit.language.sentences import segment_at
from studykit.language.sound import letters, sound_of, sounds_like
from studykit.model import ChapterMark, Transcript
from studykit.notices import Notice
from studykit.text import clock, fold, squeeze

MOST_LINES = 20_000
LONGEST_LINE = 120
MOST_WORDS = 8
LEAST_LETTERS = 4
"""Too many words look or sound like a shorter term."""
COMMON_ZIPF = 3.5
"""A single word above this is ordinary language: where it differs in case alone it may be meant as it is."""
UNKNOWN_ZIPF = 2.5
"""A word below this is hardly one of the language, so that it may be a name misheard."""
_ARROW = re.compile(r"\s*(?:=>|→)\s*")


@dataclass(frozen=True)
class Spelling:
    """One line of the file: what to write ``right``; ``wrong`` is empty where the line is a term alone."""

    right: str
    wrong: str = ""
    where: str = ""

    @cached_property
    def key(self) -> tuple[str, ...]:
        """The words of ``wrong``, folded."""
        return tuple(fold(word.text) for word in placed_words(self.wrong))


@dataclass(frozen=True)
class Vocabulary:
    """The spellings of one file."""

    spellings: tuple[Spelling, ...]

    @cached_property
    def told(self) -> dict[tuple[str, ...], Spelling]:
        """The lines ``wrong => right`` by the folded words of ``wrong``."""
        return {spelling.key: spelling for spelling in self.spellings if spelling.wrong}

    @cached_property
    def by_letters(self) -> dict[str, Spelling]:
        """The terms by their letters alone."""
        return {letters(each.right): each for each in self._terms}

    @cached_property
    def by_sound(self) -> dict[str, tuple[Spelling, ...]]:
        """The terms by their sound."""
        found: dict[str, tuple[Spelling, ...]] = {}
        for term in self._terms:
            found[sound_of(term.right)] = (*found.get(sound_of(term.right), ()), term)
        return found

    @cached_property
    def beginnings(self) -> frozenset[str]:
        """What the letters of the first word of an entry may be: all else needs no look."""
        told = {letters(words[0]) for words in self.told}
        return frozenset(told.union(key[:end] for key in self.by_letters for end in range(1, len(key) + 1)))

    @cached_property
    def longest(self) -> int:
        """The most words that may stand for one entry: a recogniser hears two where there is one."""
        return max((len(placed_words(each.wrong or each.right)) + 1 for each in self.spellings), default=1)

    @property
    def _terms(self) -> Iterator[Spelling]:
        plain = (spelling for spelling in self.spellings if not spelling.wrong)
        return (each for each in plain if len(letters(each.right)) >= LEAST_LETTERS)


def read_vocabulary(source: Source) -> Vocabulary:
    """Return the spellings in ``source``: a name or term a line, or ``wrong => right``; ``#`` begins a note.

    Raises ReadError, with the line, where a side is missing or too long, or one wrong has two rights.
    """
    lines = source.text.split("\n")
    if len(lines) > MOST_LINES:
        raise ReadError(f"there are more than {MOST_LINES} lines in it", where=source.name)
    rows = ((f"{source.name}:{number}", squeeze(line)) for number, line in enumerate(lines, 1))
    spellings = tuple(_spelling(line, where) for where, line in rows if line and not line.startswith("#"))
    first: dict[tuple[str, ...], Spelling] = {}
    for spelling in spellings:
        other = first.setdefault(spelling.key, spelling) if spelling.wrong else spelling
        if other.right != spelling.right:
            raise ReadError(
                f"{spelling.wrong!r} is to be written otherwise in {other.where}",
                where=spelling.where,
                hint="leave one of the two lines out",
            )
    return Vocabulary(spellings)


def corrected(transcript: Transcript, vocabulary: Vocabulary) -> Transcript:
    """Return ``transcript`` in the spellings of ``vocabulary``; notices tell each, and each line without use.

    ``wrong => right`` changes whole words, whatever their case. A term alone changes what has its letters
    (case, spaces, hyphens and accents aside), and what sounds like it where a word in that is hardly one of
    the language. A capital at a sentence's beginning stays. Titles of chapters are corrected too.
    """
    finder = _Finder(vocabulary, transcript)
    found = [list(finder.matches(turn.text)) for turn in transcript.turns]
    turns = tuple(
        edited(turn, list(_edits(turn.text, matches)))
        for turn, matches in zip(transcript.turns, found, strict=True)
    )
    chapters = tuple(_titled(mark, finder) for mark in transcript.chapters)
    notices = (*transcript.notices, *_told(transcript, found), *_unused(vocabulary, found))
    return transcript.model_copy(update={"turns": turns, "chapters": chapters, "notices": notices})


def _spelling(line: str, where: str) -> Spelling:
    sides = _ARROW.split(line)
    hint = "write a name or term, or: wrong => right"
    if len(line) > LONGEST_LINE or len(sides) > 2:
        raise ReadError(f"this is no name or term: {line[:40]}", where=where, hint=hint)
    counts = [len(placed_words(side)) for side in sides]
    if min(counts) == 0:
        raise ReadError("a word is missing", where=where, hint=hint)
    if max(counts) > MOST_WORDS:
        raise ReadError(f"more than {MOST_WORDS} words are no name or term", where=where, hint=hint)
    return Spelling(sides[-1], sides[0] if len(sides) == 2 else "", where)


@dataclass(frozen=True)
class _Match:
    """Words of a text that are to be written ``right``, as ``spelling`` wants it."""

    words: Sequence[Word]
    right: str
    spelling: Spelling
    by_sound: bool = False

    @property
    def wrong(self) -> str:
        """The words as they stand."""
        return " ".join(word.text for word in self.words)


MOST_LETTERS_MORE = 2
"""What was heard with more letters than this holds a word of its own ("Jan join Lecan")."""


class _Finder:
    """Finds in the texts of one episode what a vocabulary writes otherwise."""

    def __init__(self, vocabulary: Vocabulary, transcript: Transcript) -> None:
        self._vocabulary = vocabulary
        self._language = transcript.episode.spoken
        self._voices = {fold(word.text) for name in transcript.names.values() for word in placed_words(name)}

    def matches(self, text: str) -> Iterator[_Match]:
        """Yield what is to be written otherwise, in order and apart from each other."""
        found = placed_words(text)
        unknown = {word.start for word in found if self._is_unknown(word.bare.text)}
        index = 0
        while index < len(found):
            following = found[index : index + self._vocabulary.longest]
            may_sound = not unknown.isdisjoint(word.start for word in following)
            match = self._first(text, following) if may_sound or self._may_begin(following[0]) else None
            index += len(match.words) if match else 1
            if match and match.wrong != match.right:
                yield match

    def _may_begin(self, word: Word) -> bool:
        beginnings = self._vocabulary.beginnings
        return letters(word.text) in beginnings or letters(word.bare.text) in beginnings

    def _first(self, text: str, following: Sequence[Word]) -> _Match | None:
        """Return what begins ``following``: told before spelled before sounding, and the longest of each."""
        runs = [following[:count] for count in range(len(following), 0, -1)]
        close = [run for run in runs if not any(text[a.end : b.start].strip() for a, b in pairwise(run))]
        searches = ((self._told, runs), (self._spelled, close), (self._sounding, close))
        found = (find(text, form) for find, choices in searches for run in choices for form in _forms(run))
        return next((match for match in found if match is not None), None)

    def _told(self, text: str, run: Sequence[Word]) -> _Match | None:
        spelling = self._vocabulary.told.get(tuple(fold(word.text) for word in run))
        signed = _signed(text, run, spelling.wrong) if spelling else None
        if spelling is None or signed is None:
            return None
        if fold(text[signed[0].start : signed[-1].end]) != fold(spelling.wrong):
            return None  # other signs stand between the words
        return _Match(signed, _cased(spelling, signed), spelling)

    def _spelled(self, text: str, run: Sequence[Word]) -> _Match | None:
        """Return ``run`` where its letters are those of a term, also where it is to stay as it is."""
        spelling = self._vocabulary.by_letters.get("".join(letters(word.text) for word in run))
        signed = _signed(text, run, spelling.right) if spelling else None
        if spelling is None or signed is None:
            return None
        match = _Match(signed, _cased(spelling, signed), spelling)
        return match if self._is_wanted(match) else replace(match, right=match.wrong)

    def _is_wanted(self, match: _Match) -> bool:
        """Whether to correct words with the letters of a term; where case alone differs only rare ones."""
        if fold(match.wrong) != fold(match.right):
            return True
        rare = len(match.words) > 1 or zipf(fold(match.wrong), self._language) < COMMON_ZIPF
        return rare and not match.wrong.isupper() and match.right != match.right.lower()

    def _sounding(self, text: str, run: Sequence[Word]) -> _Match | None:
        if not any(self._is_unknown(word.text) for word in run):
            return None
        heard = " ".join(word.text for word in run)
        for spelling in self._vocabulary.by_sound.get(sound_of(heard), ()):
            longer = sum(map(len, heard.split())) - sum(map(len, spelling.right.split()))
            is_near = abs(len(placed_words(spelling.right)) - len(run)) <= 1 and longer <= MOST_LETTERS_MORE
            signed = _signed(text, run, spelling.right)
            if is_near and signed and sounds_like(heard, spelling.right):
                return _Match(signed, _cased(spelling, signed), spelling, by_sound=True)
        return None

    def _is_unknown(self, word: str) -> bool:
        folded = fold(word)
        return word.isalpha() and folded not in self._voices and zipf(folded, self._language) < UNKNOWN_ZIPF


def _forms(run: Sequence[Word]) -> Iterator[Sequence[Word]]:
    """Yield ``run``, and where it ends in ``'s`` also without that, which then stays."""
    yield run
    if run[-1].bare != run[-1]:
        yield [*run[:-1], run[-1].bare]


def _signed(text: str, run: Sequence[Word], entry: str) -> Sequence[Word] | None:
    """Return ``run`` with the signs around ``entry`` ("$5", "C++"), None where they are not around it."""
    own = placed_words(entry)
    before, after = entry[: own[0].start], entry[own[-1].end :]
    start, end = run[0].start - len(before), run[-1].end + len(after)
    if text[max(0, start) : run[0].start] != before or text[run[-1].end : end] != after:
        return None
    starts = [start, *(word.start for word in run[1:])]
    ends = [*(word.end for word in run[:-1]), end]
    return [Word(text[first:last], first, last) for first, last in zip(starts, ends, strict=True)]


def _cased(spelling: Spelling, words: Sequence[Word]) -> str:
    """Return the right spelling, its first letter large where the text has it so and the entry has not."""
    right, entry = spelling.right, spelling.wrong or spelling.right
    is_raised = words[0].text[0].isupper() and not entry[0].isupper()
    return right[0].upper() + right[1:] if is_raised and right[0].islower() else right


def _titled(mark: ChapterMark, finder: _Finder) -> ChapterMark:
    edits = list(_edits(mark.title, finder.matches(mark.title)))
    return mark.model_copy(update={"title": written(mark.title, edits)}) if edits else mark


def _edits(text: str, matches: Iterable[_Match]) -> Iterator[Edit]:
    return (edit for match in matches for edit in edits_for(text, match.words, match.right))


def _told(transcript: Transcript, found: Sequence[Sequence[_Match]]) -> Iterator[Notice]:
    """Yield a notice of each correction, with how often it was made and where first."""
    places: dict[tuple[str, str], list[str]] = {}
    kinds: dict[tuple[str, str], _Match] = {}
    for turn, matches in zip(transcript.turns, found, strict=True):
        for match in matches:
            pair = (fold(match.wrong), fold(match.right))
            kinds.setdefault(pair, match)
            start_ms = segment_at(turn, match.words[0].start).start_ms
            places.setdefault(pair, []).append("" if start_ms is None else clock(start_ms))
    for pair, match in kinds.items():
        times = f"{len(places[pair])} time{'s' * (len(places[pair]) > 1)}"
        why = ", by its sound" if match.by_sound else ""
        text = f"“{match.wrong}” was written “{match.right}”, {times}{why}"
        yield Notice(code="spelling-corrected", text=text, where=places[pair][0])


def _unused(vocabulary: Vocabulary, found: Sequence[Sequence[_Match]]) -> Iterator[Notice]:
    used = {match.spelling for matches in found for match in matches}
    for spelling in vocabulary.spellings:
        if spelling.wrong and spelling not in used:
            text = f"“{spelling.wrong}” is not in the transcript"
            yield Notice(code="spelling-unused", text=text, where=spelling.where)
