"""Titles for chapters that have none: a phrase of their own, or two words, none in two titles."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import reduce
from itertools import pairwise

from studykit.analysis.episode import Reading
from studykit.analysis.naming import Name, Namer
from studykit.analysis.ranker import load
from studykit.language.sentences import Sentence
from studykit.model import Aside
from studykit.text import is_question, is_word, words

MOST_WORDS = 6
LAG = 3.0
"""How much less likely, in log odds, a phrase may be that holds a name of one word or stands beside it."""
SHORT_LAG = 1.5
"""How much less likely one may be that stands in its place."""
MOST_ASKED = 12
MOSTLY = 0.6
"""A chapter with a greater share of asides is about nothing else."""


def titles_of(chapters: Sequence[Sequence[Sentence]], reading: Reading) -> list[str]:
    """Return one title for each chapter, of two to six words where it has phrases that name its matter.

    ``chapters`` hold all their sentences. What is said beside the matter gives no title; a beginning or an
    end of little else is called so. A chapter without phrases gets its commonest content words, where words
    cannot be told its first question, and "" where it asks none.
    """
    frames = _frames(chapters, reading)
    matter = [
        [sentence for sentence in chapter if not sentence.aside and number not in frames]
        for number, chapter in enumerate(chapters)
    ]
    named = {number: _joined(names, reading) for number, names in _named(matter, reading).items()}
    titles: dict[int, str] = {number: title for number, title in {**named, **frames}.items() if title}
    for number, chapter in enumerate(chapters):
        if number not in titles:
            titles[number] = _frequent(chapter, reading, titles.values()) or _asked(chapter, reading.language)
    return [_capital(titles[number]) for number in range(len(chapters))]


def _frames(chapters: Sequence[Sequence[Sentence]], reading: Reading) -> dict[int, str]:
    """Return what the first and the last chapter are called where little is said in them but asides."""
    wording, last = reading.lexicon.wording, len(chapters) - 1
    frames: dict[int, str] = {}
    if last > 0 and _share(chapters[0], ("greeting", "preview", "housekeeping", "advert")) > MOSTLY:
        frames[0] = wording.opening
    if last > 0 and _share(chapters[last], ("housekeeping", "greeting")) > MOSTLY:
        frames[last] = wording.closing
    return frames


def _share(chapter: Sequence[Sentence], kinds: Sequence[Aside]) -> float:
    """Return which share of the words of ``chapter`` is asides of ``kinds``."""
    beside = sum(len(sentence.words) for sentence in chapter if sentence.aside in kinds)
    return beside / (sum(len(sentence.words) for sentence in chapter) or 1)


def _named(chapters: Sequence[Sequence[Sentence]], reading: Reading) -> dict[int, list[Name]]:
    """Return the phrases that name each chapter, by its number; the likeliest goes first."""
    namer, ranker = Namer(chapters, reading), load("titles")
    odds: dict[int, list[tuple[float, Name]]] = {}
    for number, chapter in enumerate(chapters):
        if chapter:
            rated = [(ranker.odds(name.features), name) for name in namer.names(number)]
            odds[number] = sorted(rated, key=lambda pair: (-pair[0], pair[1].text))
    chosen: dict[int, list[Name]] = defaultdict(list)
    taken: set[frozenset[str]] = set()
    for _, number, name in _likeliest(odds):
        if not chosen[number] and name.lemmas not in taken:
            chosen[number].append(name)
            taken.add(name.lemmas)
    for number, names in chosen.items():
        if names and names[0].words == 1:
            chosen[number] = _several(names[0], odds[number], taken, reading)
            taken.update(name.lemmas for name in chosen[number])
            taken.add(frozenset().union(*(name.lemmas for name in chosen[number])))
    return chosen


def _likeliest(odds: Mapping[int, Sequence[tuple[float, Name]]]) -> Iterator[tuple[float, int, Name]]:
    """Yield all phrases of all chapters, the likeliest first."""
    pairs = ((chance, number, name) for number, rated in odds.items() for chance, name in rated)
    yield from sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2].text))


def _several(
    one: Name, rated: Sequence[tuple[float, Name]], taken: set[frozenset[str]], reading: Reading
) -> list[Name]:
    """Return what a chapter is called whose likeliest name is the single word ``one``, which says little.

    It is a phrase that holds the word and is said twice ("UTXO set"), another one that is nearly as
    likely, or else the word with a second one.
    """
    chance = next(chance for chance, name in rated if name is one)
    free = [(other, name) for other, name in rated if other >= chance - LAG and name.lemmas not in taken]
    phrases = [(other, name) for other, name in free if name.words > 1]
    holding = (name for _, name in phrases if one.lemmas <= name.lemmas and not name.features["once"])
    near = (name for other, name in phrases if other >= chance - SHORT_LAG)
    phrase = next(holding, None) or next(near, None)
    if phrase is not None:
        return [phrase]
    fitting = (name for _, name in free if name.words < MOST_WORDS - 1 and not _overlap(one, name))
    fresh = (name for name in fitting if one.lemmas | name.lemmas not in taken)
    second = next((name for name in fresh if not _has_joint(name, reading)), None)
    return [one, second] if second is not None and not _has_joint(one, reading) else [one]


def _overlap(one: Name, other: Name) -> bool:
    """Whether two names share a word, be it in the plural."""
    stems = ({word.casefold().rstrip("s") for word in words(name.text)} for name in (one, other))
    return bool(one.lemmas & other.lemmas or set.intersection(*stems))


def _has_joint(name: Name, reading: Reading) -> bool:
    """Whether ``name`` joins two things already: another "and" would make a list of it."""
    return reading.lexicon.conjunction in name.text.casefold().split()


def _frequent(chapter: Sequence[Sentence], reading: Reading, given: Collection[str]) -> str:
    """Return the commonest content words as they are written most ("AI", not "ai"), not as is ``given``."""
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    spoken = (word for sentence in chapter for word in sentence.words)
    for word in (word for word in spoken if is_word(word, reading.language) and not word.isdigit()):
        for lemma in reading.lemmas_of_words((word,)):
            forms[lemma][word] += 1
    best = sorted(forms.values(), key=lambda written: (-written.total(), min(written)))
    spelled = [max(written.items(), key=lambda item: (item[1], item[0]))[0] for written in best]
    named: list[tuple[str, ...]] = [*pairwise(spelled), *((word,) for word in spelled)]
    titles = [_listed(list({word.casefold(): word for word in pair}.values()), reading) for pair in named]
    return next((title for title in titles if title not in given), "".join(titles[:1]))


def _asked(chapter: Sequence[Sentence], language: str) -> str:
    """Return the first short question of a script that writes no spaces, "" where there is none."""
    asked = (s for s in chapter if is_question(s.text) and 0 < len(s.words) <= MOST_ASKED)
    return next((s.text for s in asked if not is_word(s.words[0], language)), "")


def _joined(names: Sequence[Name], reading: Reading) -> str:
    return _listed([name.text for name in sorted(names, key=lambda name: (name.first, name.text))], reading)


def _listed(names: Sequence[str], reading: Reading) -> str:
    return reduce(reading.lexicon.joined, names) if names else ""


def _capital(title: str) -> str:
    return title[:1].upper() + title[1:]
