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
LEAST_ODDS, LEAST_ASKED_ODDS = -0.6, -0.2
"""Of meanings with lower odds than the first readers called 33 in 100 good or fair, of those above it 62. Of
cards above the second 45 were kept and 26 dropped."""
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
        self._continued = _continued(phrases)
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
            before_it = plain[: named.start()]
            if self._is_head_of_another(before_it) or self._is_conditional(before_it):
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
        is_statement = not is_question(said) and "…" not in said and len(words(said)) <= LONGEST_WORDS
        if match is None or not is_statement:
            return
        place = self._place_of_last(straighten(tidy), form, is_many=match["many"] is not None)
        meaning = self._meaning(said[match.start("meaning") :]) if place else ""
        if meaning:
            yield Meant(meaning, self._asks(meaning), f"next after its {place}", (sentence, following), use)

    def _place_of_last(self, plain: str, form: re.Pattern[str], *, is_many: bool) -> str:
        """Return where ``plain`` names the term so that "it" may stand for it: "end", "beginning", else "".

        "The sales of a banneton", "banneton sales" and "bannetons" are something else.
        """
        for named in form.finditer(plain):
            before, after = words(plain[: named.start()]), words(plain[named.end() :])
            is_part = self._is_head_of_another(plain[: named.start()]) or self._is_of_another(before)
            if is_part or _is_many(named.group()) != is_many:
                continue
            if not after:
                return "end"
            if len(before) <= 1 and not self._is_noun(after[0]):
                return "beginning"
        return ""

    def _is_of_another(self, before_it: list[str]) -> bool:
        """Whether a small word joins the term to a noun before it: "the size of a"."""
        phrases = self._reading.lexicon.definitions
        telling = [word for word in before_it if word.casefold() not in phrases.articles][-2:]
        return (
            len(telling) == 2 and telling[1].casefold() in phrases.the_followers and self._is_noun(telling[0])
        )

    def _is_noun(self, word: str) -> bool:
        if not knows(self._reading.language) or self._reading.lexicon.is_stop(word):
            return False
        return tag(word.casefold(), self._reading.language).part in {"noun", "name"}

    def _is_conditional(self, before_it: str) -> bool:
        """Whether what follows ``before_it`` is only supposed: "If the mempool is a queue, …"."""
        first = next(iter(words(before_it)), "").casefold()
        return first in self._reading.lexicon.subordinators

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
    """Return what an explanation looks like, by names that the model weighs; one that nobody graded is even.

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
    }
    if inverts:
        opening = rf"^(?:[\w'-]+\s+){{1,4}}(?:{either(phrases.copulas)})\s+{adverbs}{determiner}"
        made["inverted"] = rf"{opening}{_TERM},?\s+{adverbs}(?P<meaning>{complement}.+)$"
    return {said_as: re.compile(pattern, re.I) for said_as, pattern in made.items()}


def _continued(phrases: DefinitionWords) -> re.Pattern[str]:
    """Return what a sentence begins with that says what was named before it: "It's a …", "They are …"."""
    one, many = either(phrases.goes_on_of_one), either(phrases.goes_on_of_many)
    adverbs = rf"(?:(?:{either(phrases.adverbs)})\s+)*"
    hedges = rf"(?:(?:{either((*phrases.adverbs, *phrases.hedges))})\s+)*"
    complement = rf"(?:{either((*phrases.complements, *phrases.the))})(?:(?<=')|\b)"
    return re.compile(
        rf"(?:(?:{one})|(?P<many>{many}))\s+{adverbs}(?P<meaning>(?={hedges}{complement}).+)$", re.I
    )


def _is_many(name: str) -> bool:
    """Whether ``name`` ends as the name of several things does; "DNS" and "Redis" are each one."""
    last = name.rpartition(" ")[2]
    return last.endswith("s") and not last.isupper() and (last.islower() or last[:-1].isupper())
