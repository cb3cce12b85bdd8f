"""Where a term is explained: by a copula, a verb, a relative clause, a naming or a frame.

The patterns follow work on definition mining (Hearst 1992; Westerhout 2009) and add the forms that speech
prefers ("what X does is …", "X lets you …"); their words stand in ``templates/lang``.
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

from studykit.analysis.clauses import ClauseCutter
from studykit.analysis.episode import Reading
from studykit.analysis.explaining import MOST_USES, form_of
from studykit.analysis.points import PointScorer
from studykit.analysis.terms import FoundTerm
from studykit.language.frequency import zipf
from studykit.language.lexicon import DefinitionWords, before, either
from studykit.language.lexicon import phrases as cues
from studykit.language.sentences import Sentence
from studykit.language.tagging import knows, tag
from studykit.model import Asks
from studykit.text import is_question, straighten, words

LONGEST_WORDS = 45
LEAST_MEANING_WORDS, MOST_MEANING_WORDS = 4, 22
"""Of a longer meaning what comes after its first clause is left out."""
ENOUGH = 1.2
PRAISED_WORDS = 5
LEAST_TOLD, COMMON = 5.4, 7.0
"""A definition of words that everybody says tells nothing ("something that exists today")."""


@dataclass(frozen=True)
class Explanation:
    """What a term means in the speaker's words, and the sentence that says so.

    ``meaning`` reads on from the term as in a dictionary: "A function where …", "Lets you …". ``asks`` tells
    whether it answers what the term is, what it does, or neither well.
    """

    meaning: str
    asks: Asks
    sentence: Sentence
    score: float


_TERM = "\x00"
"""Stands for the term in a sentence, so that one set of patterns serves all terms."""


class DefinitionFinder:
    """Finds explanations in one episode."""

    def __init__(self, reading: Reading, scorer: PointScorer) -> None:
        self._reading = reading
        self._scorer = scorer
        phrases = reading.lexicon.definitions
        self._patterns = _patterns(phrases, inverts=reading.lexicon.grammar.verbs_end_clauses)
        adverbs = rf"(?:(?:{either(phrases.adverbs)})\s+)*"
        hedges = rf"(?:(?:{either((*phrases.adverbs, *phrases.hedges))})\s+)*"
        self._adverbs = re.compile(hedges, re.I)
        asking = reading.lexicon.question_words  # "where you click" tells when, not what
        named = tuple(word for word in phrases.complements if word not in asking)
        nouns = (*named, *phrases.the, *phrases.articles)
        self._complement = re.compile(rf"{hedges}(?:{either(nouns)})(?:(?<=')|\b)", re.I)
        singular = tuple(link for link in phrases.links if f"{link}s" not in phrases.links)  # not "allow"
        self._link = re.compile(rf"{hedges}(?:{either(singular)})\b", re.I)
        self._outside = cues((*reading.lexicon.pointing, *reading.lexicon.plural_pronouns))
        self._praise = cues(phrases.praise)
        self._clauses = ClauseCutter(reading.lexicon.clauses)
        self._copula = re.compile(rf"(?:{either((*phrases.copulas, *phrases.equals))})\s+{adverbs}", re.I)
        self._hollow = re.compile(rf"(?:{either(phrases.hollow)})\b", re.I)

    def explain(self, term: FoundTerm) -> Explanation | None:
        """Return the best explanation of ``term``, None where the episode only uses it."""
        form = form_of(term)
        found = [
            explanation
            for order in term.sentences[:MOST_USES]
            for explanation in self._in_sentence(self._reading.sentences[order], form)
        ]
        best = max(found, key=lambda found: (found.score, -found.sentence.order), default=None)
        return best if best and best.score >= ENOUGH else None

    def _in_sentence(self, sentence: Sentence, form: re.Pattern[str]) -> Iterator[Explanation]:
        tidy = self._reading.tidied[sentence.order]
        if sentence.torn or is_question(tidy) or "…" in tidy:
            return
        if not 5 <= len(words(tidy)) <= LONGEST_WORDS:
            return
        plain = straighten(tidy)
        for use in form.finditer(plain):
            if self._is_head_of_another(plain[: use.start()]):
                continue
            masked = f"{plain[: use.start()]}{_TERM}{plain[use.end() :]}"
            for pattern, trust in self._patterns:
                if match := pattern.search(masked):
                    meaning = self._meaning(_original(match, masked, tidy))
                    if meaning:
                        score = trust + 0.35 * self._scorer.score(sentence)
                        yield Explanation(meaning, self._asks(meaning), sentence, score)

    def _is_head_of_another(self, before_it: str) -> bool:
        """Whether the word before a term belongs to it: what a cluster mempool is says no mempool is."""
        language = self._reading.language
        spoken = words(before_it)[-1:] if before_it.endswith(" ") and knows(language) else []
        telling = (word for word in spoken if not self._reading.lexicon.is_stop(word))
        return any(tag(word, language).part in {"noun", "name", "adjective"} for word in telling)

    def _asks(self, meaning: str) -> Asks:
        """Return what ``meaning`` answers: it tells something, and leans on nothing outside."""
        plain = straighten(meaning)
        first = " ".join(plain.casefold().split()[:PRAISED_WORDS])
        is_sound = (
            not self._outside.search(plain.casefold())
            and self._reading.lexicon.first_person.isdisjoint(plain.casefold().split())
            and not self._praise.search(first)
            and not plain.endswith(("...", "…"))
            and self._told(meaning) >= LEAST_TOLD
        )
        if not is_sound:
            return ""
        if self._complement.match(plain) or self._is_plural(plain):
            return "is"
        return "does" if self._link.match(plain) else ""

    def _told(self, meaning: str) -> float:
        """Return how much ``meaning`` tells: the rarer its words, the more (in powers of ten)."""
        lemmas = sorted(self._reading.lemmas(meaning))
        return math.fsum(COMMON - zipf(lemma, self._reading.language) for lemma in lemmas)

    def _is_plural(self, meaning: str) -> bool:
        """Whether ``meaning`` is of several things that need no article: "nodes that store …"."""
        language = self._reading.language
        spoken = [word.casefold() for word in words(self._adverbs.sub("", meaning, count=1))[:3]]
        tags = [tag(word, language) for word in spoken]
        heads = (t.part == "noun" and t.lemma != word for word, t in zip(spoken, tags, strict=True))
        return knows(language) and tags[:1] != [] and tags[0].part in {"noun", "adjective"} and any(heads)

    def _meaning(self, rest: str) -> str:
        """Return the predicate without its copula, as a dictionary prints it; "" where it says too little."""
        text = self._copula.sub("", rest, count=1) if self._copula.match(rest) else rest
        spoken = words(text)
        if len(spoken) < LEAST_MEANING_WORDS or self._hollow.match(text):
            return ""
        if spoken[-1].casefold() in self._reading.lexicon.leaning:
            return ""  # "a clear example of this"
        text = self._clauses.about_one(text, least=LEAST_MEANING_WORDS)
        text = self._clauses.head(text, least=LEAST_MEANING_WORDS, most=MOST_MEANING_WORDS)
        closed = text if text.endswith((".", "!", "”", "“", "»", "«", '"')) else f"{text.rstrip(' ,;:')}."
        return closed[:1].upper() + closed[1:]


def _original(match: re.Match[str], masked: str, tidy: str) -> str:
    """Return the matched meaning as it stands in ``tidy``: before the masked term, or after it."""
    start, end = match.span("meaning")
    if end <= masked.index(_TERM):
        return tidy[start:end]
    return tidy[len(tidy) - (len(masked) - start) :]


def _patterns(phrases: DefinitionWords, *, inverts: bool) -> list[tuple[re.Pattern[str], float]]:
    """Return what an explanation looks like, each pattern with the trust it deserves.

    A language with its verbs at the end of clauses ``inverts`` main ones: "Heute sind Skills eine Sammlung".
    """
    determiner = f"(?:{before(phrases.determiners)})?"
    subject = rf"^{determiner}(?:[\w'-]+\s+)?{_TERM}(?:\s+\([^)]*\))?"
    adverbs = rf"(?:(?:{either((*phrases.adverbs, *phrases.hedges))})\s+)*"
    defined = rf"(?:{before(phrases.the)})(?:[\w'-]+,?\s+){{1,3}}(?:{either(phrases.the_followers)})"
    complement = rf"(?:(?:{either(phrases.complements)})|{defined})(?:(?<=')|\b)"
    many = rf"(?:{either(phrases.plurals)})\s+{adverbs}(?:[\w'-]+\s+){{1,2}}(?:{either(phrases.relatives)})\b"
    copula = rf"(?P<meaning>(?:(?:{either(phrases.copulas)})\s+{adverbs}{complement}|{many}).+)$"
    relative = rf"(?:{either(phrases.relatives)})\s+{copula}"
    clause = rf"(?P<meaning>(?:{either(phrases.clauses)})\s+.+)$"
    named = rf"(?:{before(phrases.namings)}){determiner}{_TERM}"
    frames = either(phrases.frames).replace(r"\{term\}", determiner + _TERM)
    made = [
        (rf"(?:{frames}),?\s+(?P<meaning>.+)$", 3.5),
        (rf"{subject},?\s+{copula}", 3.0),
        (rf"{named},?\s+{relative}", 2.8),
        (rf"{subject}\s+{adverbs}(?P<meaning>(?:{either(phrases.links)})\s+.+)$", 2.6),
        (rf"{named},?\s+{clause}", 2.4),
        (
            rf"^(?:{either(phrases.settings)})\s+{_TERM},?\s+(?P<meaning>(?:{either(phrases.actors)})\s+.+)$",
            2.4,
        ),
        (
            rf"^(?P<meaning>.{{25,}}?),\s+(?:\w+\s+)?(?:{either(phrases.christenings)})\s+(?:\w+\s+)?{determiner}{_TERM}[.!]*$",
            2.4,
        ),
        (rf"{_TERM},\s+{relative}", 2.2),
    ]
    if inverts:
        opening = rf"^(?:[\w'-]+\s+){{1,4}}(?:{either(phrases.copulas)})\s+{adverbs}{determiner}"
        made.append((rf"{opening}{_TERM},?\s+{adverbs}(?P<meaning>{complement}.+)$", 2.6))
    return [(re.compile(pattern, re.I), trust) for pattern, trust in made]
