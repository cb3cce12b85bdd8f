"""Terms of an episode: noun phrases said far more often than the language at large would say them.

Candidates are runs of adjectives and nouns (Justeson and Katz 1995), nested ones are weighed by C-value
(Frantzi et al. 2000), and their words against general frequency by log likelihood ratio.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from studykit.analysis.episode import Reading
from studykit.analysis.kinds import is_person, kind_of
from studykit.analysis.noun_phrases import ACRONYM, Token, is_noun, runs
from studykit.language.frequency import zipf
from studykit.language.sentences import Sentence
from studykit.language.tagging import tag
from studykit.model import TermKind
from studykit.text import straighten

LONGEST_PHRASE = 4
LEAST_SURPRISE = 2.0
"""A lone word must be said a hundred times more often here than at large."""
UNKNOWN_ZIPF = 1.5
"""What a word is worth that the frequency list does not know."""
PROPER = 1.3
"""How much more a phrase with capitals inside is worth: it is the name of something."""
MENTIONED_PERSON = 4.0
"""A full name that is said once is worth looking up, a phrase that is said once is not a term."""


@dataclass
class Candidate:
    """A phrase under one key, with the forms it was said in and the sentences that hold it."""

    key: str
    forms: Counter[str] = field(default_factory=Counter)
    sentences: list[int] = field(default_factory=list)
    lemmas: tuple[str, ...] = ()
    nested_in: Counter[str] = field(default_factory=Counter)
    verbal: int = 0

    @property
    def count(self) -> int:
        """How often it was said."""
        return sum(self.forms.values())


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
    """Return up to ``most`` terms of the episode, the weightiest first."""
    candidates = _collect(reading)
    _drop_speakers(candidates, reading)
    groups = _merge(candidates, reading.lexicon.generic_heads)
    total = sum(len(sentence.words) for sentence in reading.sentences) or 1
    found = [_found(group, reading, total) for group in groups]
    ranked = sorted((term for term in found if term.weight > 0), key=lambda term: (-term.weight, term.key))
    return tuple(_without_echoes(ranked))[:most]


def key_of(words: Iterable[str]) -> str:
    """Return what spellings of one term share: no case, no hyphens, no spaces, the last word singular."""
    return "".join(straighten(word).casefold().replace("-", "").replace("‑", "") for word in words)


def _collect(reading: Reading) -> dict[str, Candidate]:
    candidates: dict[str, Candidate] = {}
    for sentence in reading.sentences:
        if sentence.aside:
            continue
        for run in runs(reading.spoken[sentence.order], reading):
            for phrase in _phrases(run):
                _note(candidates, phrase, run, sentence, reading)
    return candidates


def _phrases(run: list[Token]) -> Iterator[tuple[int, int]]:
    """Yield the spans of ``run`` that end in a noun."""
    for start in range(len(run)):
        for end in range(start + 1, min(len(run), start + LONGEST_PHRASE) + 1):
            if is_noun(run[end - 1]):
                yield start, end


def _note(
    candidates: dict[str, Candidate],
    span: tuple[int, int],
    run: list[Token],
    sentence: Sentence,
    reading: Reading,
) -> None:
    held = run[span[0] : span[1]]
    words = [token.word for token in held]
    lemmas = tuple(tag(word, reading.language).lemma for word in words)
    singular = [*words[:-1], _singular(words[-1], lemmas[-1], held[-1].role)]
    key = key_of(singular)
    candidate = candidates.setdefault(key, Candidate(key, lemmas=lemmas))
    candidate.forms[" ".join([*words[:-1], _bare(words[-1])])] += 1
    if not candidate.sentences or candidate.sentences[-1] != sentence.order:
        candidate.sentences.append(sentence.order)
    if len(held) == 1 and held[0].role == "gerund":
        candidate.verbal += 1
    if span != (0, len(run)):
        candidate.nested_in[key_of(token.word for token in run)] += 1


def _singular(word: str, lemma: str, part: str) -> str:
    if part == "noun":
        return lemma
    bare = _bare(word)
    return bare[:-1] if bare.endswith("s") and bare[:-1].isupper() and len(bare) > 2 else bare


def _bare(word: str) -> str:
    return straighten(word).removesuffix("'s")


def _drop_speakers(candidates: dict[str, Candidate], reading: Reading) -> None:
    names = {key_of(name.split()) for name in reading.transcript.names.values()}
    parts = {key_of([part]) for name in reading.transcript.names.values() for part in name.split()}
    show = {key_of(reading.transcript.episode.show.split())} - {""}
    for key in list(candidates):
        said = {word for form in candidates[key].forms for word in form.split()}
        if key in names | show or any(key_of([word]) in parts for word in said):
            del candidates[key]


def _merge(candidates: dict[str, Candidate], heads: frozenset[str]) -> list[list[Candidate]]:
    """Return the candidates grouped by what they name: an acronym with the phrase it stands for.

    A noun of ``heads`` after an acronym adds nothing to it.
    """
    by_initials: dict[str, list[Candidate]] = defaultdict(list)
    for candidate in candidates.values():
        name = _name(candidate)
        parts = re.split(r"[\s\-‑]+", name)
        if len(parts) > 1 and not ACRONYM.search(name):
            by_initials["".join(part[0] for part in parts if part).casefold()].append(candidate)
    groups: dict[str, list[Candidate]] = {}
    taken: set[str] = set()
    for candidate in sorted(candidates.values(), key=lambda c: (-c.count, c.key)):
        name = _name(candidate)
        if candidate.key in taken or not ACRONYM.fullmatch(name.removesuffix("s")):
            continue
        group = [candidate]
        letters = name.removesuffix("s").casefold()
        spelled = [c for c in by_initials.get(letters, []) if c.key not in taken and _is_said_enough(c)]
        group += sorted(spelled, key=lambda c: (-c.count, c.key))[:1]
        group += [c for c in candidates.values() if _is_generic_form(c, name, heads) and c.key not in taken]
        taken.update(c.key for c in group)
        groups[candidate.key] = group
    rest = [[candidate] for candidate in candidates.values() if candidate.key not in taken]
    return [*groups.values(), *rest]


def _is_said_enough(candidate: Candidate) -> bool:
    """Whether the initials of a phrase are no accident: two words happen to fit more easily than three."""
    return candidate.count >= 2 or len(candidate.lemmas) >= 3


def _is_generic_form(candidate: Candidate, acronym: str, heads: frozenset[str]) -> bool:
    words = _name(candidate).split()
    return len(words) == 2 and words[0] == acronym and words[1].casefold() in heads


def _name(candidate: Candidate) -> str:
    """Return the form to print: the one said most, but in the singular, and without a sentence's capital."""
    best = max(candidate.forms.items(), key=lambda item: (item[1], item[0].islower(), item[0]))[0]
    lower = best[0].lower() + best[1:]
    best = lower if lower in candidate.forms else best
    shorter = [form for form in candidate.forms if best.startswith(form) and len(best) - len(form) in {1, 2}]
    return shorter[0] if shorter and best.endswith("s") else best


def _found(group: list[Candidate], reading: Reading, total: int) -> FoundTerm:
    head = group[0]
    weight = max(_weight(candidate, reading, total) for candidate in group)
    forms = Counter[str]()
    for candidate in group:
        forms.update(candidate.forms)
    name = _name(head)
    known = {name.casefold()}
    aliases = []
    for form, _ in sorted(forms.items(), key=lambda item: (-item[1], item[0])):
        if form.casefold() not in known:
            known.add(form.casefold())
            aliases.append(form)
    orders = sorted({order for candidate in group for order in candidate.sentences})
    lemmas = frozenset(lemma for candidate in group for lemma in candidate.lemmas)
    kind = kind_of(name, (reading.sentences[order] for order in orders), reading)
    return FoundTerm(head.key, name, tuple(aliases[:6]), kind, tuple(orders), lemmas, weight)


def _weight(candidate: Candidate, reading: Reading, total: int) -> float:
    """Return C-value times how much likelier the words are here than in the language at large."""
    nested = candidate.nested_in
    outside = sum(nested.values()) / len(nested) if nested else 0.0
    free = candidate.count - (outside if outside > 1 else 0.0)
    name = _name(candidate)
    length = sum(len(re.split("[-‑]", word)) for word in name.split())
    if candidate.count == 1 and is_person(name, reading):
        return MENTIONED_PERSON
    if free < (2 if length == 1 else 1) or candidate.count < 2 or _is_verb(candidate, reading):
        return 0.0
    rarities = [_surprise(word, candidate.count, reading, total) for word in name.split()]
    surprise = sum(rarities) / len(rarities)
    proper = PROPER if any(letter.isupper() for letter in name[1:]) else 1.0
    if length == 1 and surprise < LEAST_SURPRISE:
        return 0.0
    return proper * math.log2(1 + length) * math.log(1 + free) * max(0.0, surprise)


def _is_verb(candidate: Candidate, reading: Reading) -> bool:
    """Whether a lone "-ing" is no name of a thing: one that is common at large, or rare here."""
    common = zipf(_name(candidate).casefold(), reading.language) > 4.3
    return candidate.verbal > 0 and (candidate.verbal < 4 or common)


def _surprise(word: str, count: int, reading: Reading, total: int) -> float:
    """Return log10 of the word's frequency here over its frequency in the language."""
    here = math.log10(count / total * 1e9)
    return here - max(UNKNOWN_ZIPF, zipf(straighten(word).casefold(), reading.language))


def _without_echoes(ranked: list[FoundTerm]) -> Iterator[FoundTerm]:
    """Yield the terms but those whose every use is part of a weightier, longer term."""
    kept: list[FoundTerm] = []
    for term in ranked:
        uses = set(term.sentences)
        echo = any(
            term.lemmas < other.lemmas and len(uses - set(other.sentences)) < max(2, len(uses) // 3)
            for other in kept
        )
        if not echo:
            kept.append(term)
            yield term
