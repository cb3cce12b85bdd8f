"""Where a term is explained: by a copula, a verb, a relative clause, a naming or a frame.

The patterns follow work on definition mining (Hearst 1992; Westerhout 2009) and add the forms that speech
prefers ("what X does is …", "X lets you …", "… called X. It's a …"); their words stand in ``templates/lang``.
What they find is weighed by a learned model (``training/definitions.py``): how much it tells, how sure the
place explains, how it is said.
"""

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from studykit.analysis.clauses import ClauseCutter
from studykit.analysis.episode import Reading
from studykit.analysis.explaining import MOST_USES, Explaining, form_of
from studykit.analysis.points import PointScorer
from studykit.analysis.ranker import Features, Ranker, load
from studykit.analysis.terms import FoundTerm
from studykit.language.frequency import zipf
from studykit.language.lexicon import DefinitionWords, before, either
from studykit.language.lexicon import phrases as cues
from studykit.language.sentences import Sentence
from studykit.language.tagging import knows, tag
from studykit.model import Asks
from studykit.text import is_question, straighten, words

LEAST_SENTENCE_WORDS, LONGEST_WORDS = 5, 45
LEAST_MEANING_WORDS, MOST_MEANING_WORDS = 4, 22
"""Of a longer meaning what comes after its first clause is left out."""
LEAST_ODDS, LEAST_ASKED_ODDS = -0.65, -0.25
"""Of meanings with lower odds than the first readers called 29 in 100 good or fair, of those above it 64. Of
cards above the second 46 were kept and 31 dropped."""
PRAISED_WORDS, POINTING_WORDS = 5, 3
LEAST_TOLD, MOST_TOLD, COMMON = 5.4, 25.0, 7.0
"""A definition of words that everybody says tells nothing ("something that exists today")."""


@dataclass(frozen=True)
class Explanation:
    """What a term means in the speaker's words, and the sentences that say so, one or two.

    ``meaning`` reads on from the term as in a dictionary: "A function where …", "Lets you …". ``asks`` tells
    whether it answers what the term is, what it does, or neither well; ``odds`` are those that it is good.
    """

    meaning: str
    asks: Asks
    sentences: tuple[Sentence, ...]
    odds: float


@dataclass(frozen=True)
class Meant:
    """Words that may say what a term means: how they are said, where, and in which use of the term."""

    meaning: str
    asks: Asks
    said_as: str
    sentences: tuple[Sentence, ...]
    use: int


_TERM = "\x00"
"""Stands for the term in a sentence, so that one set of patterns serves all terms."""


class DefinitionFinder:
    """Finds explanations in one episode."""

    def __init__(self, reading: Reading, scorer: PointScorer, ranker: Ranker | None = None) -> None:
        self._reading = reading
        self._scorer = scorer
        self._ranker = ranker or load("definitions")
        self._explaining = Explaining(reading, scorer)
        lexicon, phrases = reading.lexicon, reading.lexicon.definitions
        self._patterns = _patterns(phrases, inverts=lexicon.grammar.verbs_end_clauses)
        self._continued = _continued(phrases, lexicon.pronouns | lexicon.demonstratives)
        adverbs = rf"(?:(?:{either(phrases.adverbs)})\s+)*"
        hedges = rf"(?:(?:{either((*phrases.adverbs, *phrases.hedges))})\s+)*"
        self._adverbs = re.compile(hedges, re.I)
        asking = lexicon.question_words  # "where you click" tells when, not what
        named = tuple(word for word in phrases.complements if word not in asking)
        nouns = (*named, *phrases.the, *phrases.articles)
        self._complement = re.compile(rf"{hedges}(?:{either(nouns)})(?:(?<=')|\b)", re.I)
        singular = tuple(link for link in phrases.links if f"{link}s" not in phrases.links)  # not "allow"
        self._link = re.compile(rf"{hedges}(?:{either(singular)})\b", re.I)
        self._outside = cues((*lexicon.pointing, *lexicon.plural_pronouns))
        self._pointing = lexicon.pronouns | lexicon.demonstratives | lexicon.places
        self._praise = cues(phrases.praise)
        self._clauses = ClauseCutter(lexicon.clauses)
        self._copula = re.compile(rf"(?:{either((*phrases.copulas, *phrases.equals))})\s+{adverbs}", re.I)
        self._hollow = re.compile(rf"(?:{either(phrases.hollow)})\b", re.I)

    def explain(self, term: FoundTerm) -> Explanation | None:
        """Return the best explanation of ``term``, None where the episode only uses it."""
        rated = [(self._ranker.odds(self.features(term, found)), found) for found in self.find(term)]
        best = max(rated, key=lambda pair: (pair[0], -pair[1].sentences[0].order), default=None)
        if best is None or best[0] < LEAST_ODDS:
            return None
        odds, found = best
        asks = found.asks if odds >= LEAST_ASKED_ODDS else ""
        return Explanation(found.meaning, asks, found.sentences, odds)

    def find(self, term: FoundTerm) -> Iterator[Meant]:
        """Yield all that may say what ``term`` means."""
        form = form_of(term)
        for use, order in enumerate(term.sentences[:MOST_USES]):
            sentence = self._reading.sentences[order]
            tidy = self._reading.tidied[order]
            if not sentence.torn and len(words(tidy)) <= LONGEST_WORDS:
                yield from self._in_sentence(use, sentence, tidy, form)
                yield from self._in_next(use, sentence, tidy, form)

    def features(self, term: FoundTerm, found: Meant) -> Features:
        """Return what tells how well ``found`` says what ``term`` means."""
        meaning = found.meaning
        spoken = [straighten(word).casefold() for word in words(meaning)]
        lexicon = self._reading.lexicon
        place = load("explanations").odds(self._explaining.features(term, found.use, form_of(term)))
        return {
            found.said_as: 1.0,
            "told": min(MOST_TOLD, self._told(meaning)) / 10,
            "length": math.log(len(spoken) / 10),
            "first person": float(not lexicon.first_person.isdisjoint(spoken)),
            "second person": float(not lexicon.second_person.isdisjoint(spoken)),
            "points outside": float(not self._pointing.isdisjoint(spoken[:POINTING_WORDS])),
            "praises": float(bool(self._praise.search(" ".join(spoken[:PRAISED_WORDS])))),
            "trails off": float(meaning.endswith(("...", "…"))),
            "is": float(found.asks == "is"),
            "does": float(found.asks == "does"),
            "place": max(-3.0, min(3.0, place)),
            "term": term.weight,
            "point": self._scorer.score(found.sentences[-1]),
        }

    def _in_sentence(self, use: int, sentence: Sentence, tidy: str, form: re.Pattern[str]) -> Iterator[Meant]:
        if is_question(tidy) or "…" in tidy or len(words(tidy)) < LEAST_SENTENCE_WORDS:
            return
        plain = straighten(tidy)
        for named in form.finditer(plain):
            if self._is_head_of_another(plain[: named.start()]):
                continue
            masked = f"{plain[: named.start()]}{_TERM}{plain[named.end() :]}"
            for said_as, pattern in self._patterns.items():
                if (match := pattern.search(masked)) and (
                    meaning := self._meaning(_original(match, masked, tidy))
                ):
                    yield Meant(meaning, self._asks(meaning), said_as, (sentence,), use)

    def _in_next(self, use: int, sentence: Sentence, tidy: str, form: re.Pattern[str]) -> Iterator[Meant]:
        """Yield what the next sentence says of the last that this one names, or begins with: "It's a …"."""
        following = next(iter(self._reading.sentences[sentence.order + 1 : sentence.order + 2]), None)
        if following is None or following.torn or following.aside:
            return
        if following.turn != sentence.turn and not is_question(tidy):
            return
        said = self._reading.tidied[following.order]
        match = self._continued.match(straighten(said))
        if match is None or is_question(said) or "…" in said or len(words(said)) > LONGEST_WORDS:
            return
        plain = straighten(tidy)
        uses = [
            named for named in form.finditer(plain) if not self._is_head_of_another(plain[: named.start()])
        ]
        ends = any(not words(plain[named.end() :]) for named in uses)
        begins = any(len(words(plain[: named.start()])) <= 1 for named in uses)
        is_many = match["pointer"].casefold() in self._reading.lexicon.plural_pronouns
        if (ends or begins) and any(self._is_many(named.group()) == is_many for named in uses):
            meaning = self._meaning(said[match.start("meaning") :])
            if meaning:
                said_as = "next after its end" if ends else "next after its beginning"
                yield Meant(meaning, self._asks(meaning), said_as, (sentence, following), use)

    def _is_many(self, name: str) -> bool:
        """Whether ``name`` ends in a word of more than one thing."""
        last = words(name)[-1].casefold() if words(name) else ""
        found = tag(last, self._reading.language) if knows(self._reading.language) else None
        return found is not None and found.part == "noun" and found.lemma != last

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
    shift = len(tidy) - len(masked)
    return tidy[start + shift : end + shift]


def _patterns(phrases: DefinitionWords, *, inverts: bool) -> Mapping[str, re.Pattern[str]]:
    """Return what an explanation looks like, by names that the model knows.

    A language with its verbs at the end of clauses ``inverts`` main ones: "Heute sind Skills eine Sammlung".
    """
    determiner = f"(?:{before(phrases.determiners)})?"
    subject = rf"^{determiner}(?:[\w'-]+\s+)?{_TERM}(?:\s+\([^)]*\))?"
    joints = either((*phrases.relatives, *phrases.joints))
    within = rf"(?:[,;:]|--|\b(?:{joints}))\s+(?:\w+\s+)?{determiner}{_TERM}"
    adverbs = rf"(?:(?:{either((*phrases.adverbs, *phrases.hedges))})\s+)*"
    defined = rf"(?:{before(phrases.the)})(?:[\w'-]+,?\s+){{1,3}}(?:{either(phrases.the_followers)})"
    complement = rf"(?:(?:{either(phrases.complements)})|{defined})(?:(?<=')|\b)"
    many = rf"(?:{either(phrases.plurals)})\s+{adverbs}(?:[\w'-]+\s+){{1,2}}(?:{either(phrases.relatives)})\b"
    copula = rf"(?P<meaning>(?:(?:{either(phrases.copulas)})\s+{adverbs}{complement}|{many}).+)$"
    relative = rf"(?:{either(phrases.relatives)})\s+{copula}"
    clause = rf"(?P<meaning>(?:{either(phrases.clauses)})\s+.+)$"
    named = rf"(?:{before(phrases.namings)}){determiner}{_TERM}"
    frames = either(phrases.frames).replace(r"\{term\}", determiner + _TERM)
    settings = either(phrases.settings)
    christened = rf"(?:{either(phrases.christenings)})\s+(?:\w+\s+)?"
    made = {
        "frame": rf"(?:{frames}),?\s+(?P<meaning>.+)$",
        "copula": rf"{subject},?\s+{copula}",
        "named": rf"{named},?\s+{relative}",
        "link": rf"{subject}\s+{adverbs}(?P<meaning>(?:{either(phrases.links)})\s+.+)$",
        "named clause": rf"{named},?\s+{clause}",
        "setting": rf"^(?:{settings})\s+{_TERM},?\s+(?P<meaning>(?:{either(phrases.actors)})\s+.+)$",
        "christened": rf"^(?P<meaning>.{{25,}}?),\s+(?:\w+\s+)?{christened}{determiner}{_TERM}[.!]*$",
        "relative": rf"{_TERM},\s+{relative}",
        "copula within": rf"{within},?\s+{copula}",
        "link within": rf"{within}\s+{adverbs}(?P<meaning>(?:{either(phrases.links)})\s+.+)$",
    }
    if inverts:
        opening = rf"^(?:[\w'-]+\s+){{1,4}}(?:{either(phrases.copulas)})\s+{adverbs}{determiner}"
        made["inverted"] = rf"{opening}{_TERM},?\s+{adverbs}(?P<meaning>{complement}.+)$"
    return {said_as: re.compile(pattern, re.I) for said_as, pattern in made.items()}


def _continued(phrases: DefinitionWords, pointers: frozenset[str]) -> re.Pattern[str]:
    """Return what a sentence begins with that goes on about what the one before it named: "It's a …"."""
    adverbs = rf"(?:(?:{either(phrases.adverbs)})\s+)*"
    hedges = rf"(?:(?:{either((*phrases.adverbs, *phrases.hedges))})\s+)*"
    complement = rf"(?:{either((*phrases.complements, *phrases.the))})(?:(?<=')|\b)"
    copula = rf"(?:'s|'re|\s+(?:{either(phrases.copulas)}))\s+{adverbs}(?={hedges}{complement})"
    link = rf"\s+{adverbs}(?={hedges}(?:{either(phrases.links)})\b)"
    return re.compile(
        rf"(?P<pointer>{either(tuple(sorted(pointers)))})(?:{copula}|{link})(?P<meaning>.+)$", re.I
    )
