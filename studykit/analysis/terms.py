"""Terms of an episode: the phrases that a learned ranker finds most like those that people picked.

What it looks at stands in ``termhood``; an acronym and the phrase that it stands for are one term.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from studykit.analysis.candidates import Candidate, collect, key_of
from studykit.analysis.episode import Reading
from studykit.analysis.kinds import is_person, kind_of
from studykit.analysis.noun_phrases import ACRONYM
from studykit.analysis.ranker import load, load_words, probability
from studykit.analysis.termhood import Termhood, vocabulary
from studykit.language.lexicon import Lexicon
from studykit.model import TermKind

_UNITS = frozenset({"kb", "mb", "gb", "tb", "pb"})
"""Letters that are short for no word of two capitals: "a MacBook with 500 MB"."""
LEAST_CHANCE = 0.04
"""A phrase less likely than this is no term, however few there are."""
ECHO_SHARE = 0.34
MOST_ALIASES = 8


@dataclass(frozen=True)
class FoundTerm:
    """A term with its other forms; ``sentences`` are orders, ``weight`` is comparable within one episode."""

    key: str
    name: str
    aliases: tuple[str, ...]
    kind: TermKind
    sentences: tuple[int, ...]
    lemmas: frozenset[str]
    weight: float


def find_terms(reading: Reading, *, most: int) -> tuple[FoundTerm, ...]:
    """Return up to ``most`` terms of the episode, the likeliest first."""
    candidates = collect(reading)
    groups = phrase_groups(candidates, reading)
    termhood, ranker = Termhood(reading, candidates), load("terms")
    spoken = load_words(f"terms-words-{reading.language}")
    odds = [
        ranker.odds(termhood.features(group)) + spoken.odds_of_phrase(vocabulary(group)) for group in groups
    ]
    return tuple(islice(chosen(zip(odds, groups, strict=True), reading), most))


def chosen(rated: Iterable[tuple[float, list[Candidate]]], reading: Reading) -> Iterator[FoundTerm]:
    """Yield the terms among groups of phrases with their log odds, the likeliest first."""
    ranked = sorted(rated, key=lambda pair: (-pair[0], pair[1][0].key))
    likely = ((probability(odds), group) for odds, group in ranked)
    yield from _without_echoes(_found(group, reading, p) for p, group in likely if p >= LEAST_CHANCE)


def phrase_groups(candidates: Mapping[str, Candidate], reading: Reading) -> list[list[Candidate]]:
    """Return the phrases of ``candidates`` grouped by what they name; names of the speakers are left out."""
    own = _speakers(candidates, reading)
    people = defaultdict[str, list[Candidate]](list)
    for candidate in candidates.values():
        if is_person(candidate.name, reading):
            for lemma in candidate.lemmas:
                people[lemma].append(candidate)
    others = {
        key: candidate
        for key, candidate in candidates.items()
        if key not in own
        and not any(_cuts(candidate, p) for lemma in candidate.lemmas for p in people[lemma])
    }
    return _merge(others, reading.lexicon)


def _cuts(candidate: Candidate, person: Candidate) -> bool:
    """Whether ``candidate`` is part of a person's name, or all or some of it after a word that is none."""
    if candidate is person or not set(candidate.sentences) <= set(person.sentences):
        return False
    is_piece = set(candidate.lemmas) < set(person.lemmas)
    is_titled = candidate.name[:1].islower() and candidate.name.split()[-1] in person.name.split()
    return is_piece or is_titled


def _speakers(candidates: Mapping[str, Candidate], reading: Reading) -> set[str]:
    """Return the keys of the phrases that name a speaker or the show."""
    names = {key_of(name.split()) for name in reading.transcript.names.values()}
    spoken = [name.split() for name in reading.transcript.names.values() if name.split()]
    nicknames = {key_of([name[0][0] + name[-1]]) for name in spoken}  # Kevin Ball is called KBall
    parts = nicknames | {key_of([part]) for name in spoken for part in name}
    own = names | {key_of(reading.transcript.episode.show.split())}
    return {
        key
        for key, candidate in candidates.items()
        if key in own or any(key_of([word]) in parts for form in candidate.forms for word in form.split())
    }


def _merge(candidates: Mapping[str, Candidate], lexicon: Lexicon) -> list[list[Candidate]]:
    """Return the candidates grouped by what they name: an acronym with the phrase it stands for.

    A generic noun after an acronym adds nothing to it; the small words that join two nouns have no letter.
    """
    heads = lexicon.generic_heads
    by_initials: dict[str, list[Candidate]] = defaultdict(list)
    by_acronym: dict[str, list[Candidate]] = defaultdict(list)
    for candidate in candidates.values():
        words = candidate.name.split()
        if len(words) == 2 and words[1].casefold() in heads:
            by_acronym[words[0]].append(candidate)
        parts = _telling(re.split(r"[\s\-‑]+|(?<=[a-z])(?=[A-Z])", candidate.name), lexicon)
        if len(parts) > 1 and not ACRONYM.search(candidate.name):
            by_initials["".join(part[0] for part in parts if part).casefold()].append(candidate)
    groups: list[list[Candidate]] = []
    taken: set[str] = set()
    for candidate in sorted(candidates.values(), key=lambda c: (-c.count, c.key)):
        name = candidate.name
        if candidate.key in taken or not ACRONYM.fullmatch(name.removesuffix("s")):
            continue
        letters = name.removesuffix("s").casefold()
        spelled = [
            c
            for c in by_initials[letters]
            if c.key not in taken and _is_said_enough(c, lexicon) and (" " in c.name or letters not in _UNITS)
        ]
        best = sorted(spelled, key=lambda c: (-c.count, c.key))[:1]
        head = [candidate, *best]
        if any(" " not in each.name for each in best):  # "JS" is short for one word, and goes by that
            head.reverse()
        group = [*head, *(c for c in by_acronym[name] if c.key not in taken)]
        taken.update(c.key for c in group)
        groups.append(group)
    return [*groups, *([candidate] for candidate in candidates.values() if candidate.key not in taken)]


def _telling(words: Iterable[str], lexicon: Lexicon) -> list[str]:
    """Return ``words`` without those that join two nouns ("de"), and without what leans on them ("d'")."""
    cores = (lexicon.core(word) for word in words if word)
    return [word for word in cores if word.casefold() not in lexicon.grammar.noun_joints]


def _is_said_enough(candidate: Candidate, lexicon: Lexicon) -> bool:
    """Whether the initials of a phrase are no accident: two words happen to fit more easily than three."""
    return candidate.count >= 2 or len(_telling(candidate.name.split(), lexicon)) >= 3


def _found(group: list[Candidate], reading: Reading, chance: float) -> FoundTerm:
    head = group[0]
    forms = Counter[str]()
    for candidate in group:
        forms.update(candidate.forms)
    name = head.name
    known = {name.casefold()}
    aliases = []
    for form, _ in sorted(forms.items(), key=lambda item: (-item[1], item[0])):
        if form.casefold() not in known:
            known.add(form.casefold())
            aliases.append(form)
    orders = sorted({order for candidate in group for order in candidate.sentences})
    lemmas = frozenset(lemma for candidate in group for lemma in candidate.lemmas)
    kind = kind_of(name, (reading.sentences[order] for order in orders), reading)
    return FoundTerm(head.key, name, tuple(aliases[:MOST_ALIASES]), kind, tuple(orders), lemmas, chance)


def _without_echoes(ranked: Iterable[FoundTerm]) -> Iterator[FoundTerm]:
    """Yield the terms but those that mostly are part of a likelier term, or hold one and are its use."""
    kept: list[FoundTerm] = []
    for term in ranked:
        if not any(_echoes(term, other) or _echoes(other, term) for other in kept):
            kept.append(term)
            yield term


def _echoes(part: FoundTerm, whole: FoundTerm) -> bool:
    """Whether two in three uses of ``part`` at least are uses of ``whole``, which holds its words."""
    if not part.lemmas < whole.lemmas:
        return False
    alone = set(part.sentences) - set(whole.sentences)
    return len(alone) < max(1.0, ECHO_SHARE * len(part.sentences))
