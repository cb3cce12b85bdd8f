"""Key passages of a stretch of talk: sentences, or parts of long ones, that carry its points."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property

from studykit.analysis.clauses import ClauseCutter
from studykit.analysis.episode import Reading
from studykit.analysis.points import PointScorer
from studykit.analysis.selection import Choice, pick
from studykit.language.lexicon import Lexicon, phrases
from studykit.language.sentences import Sentence
from studykit.text import is_balanced, straighten, words

SHARE = 0.10
SHORT, MOST = 60, 155
"""Words of a summary: what a short stretch may take, what a long one may."""
LEAST_ODDS, LEAST_WORDLESS_ODDS, LIKELY_SHARE = -2.3, -1.6, 0.25
"""Of sentences with lower odds one in thirteen carries a point; where no words are weighed, blind readers of
four languages called 29 of 39 with less than the second bad. Of the likeliest of an episode any may be taken,
for the odds of its kind of talk may all be low."""
LEAST_SENTENCE_WORDS, MOST_SENTENCE_WORDS = 7, 40
MOST_PART_WORDS = 30
LONG_WORDS = 20
"""From so many words a sentence may be cut to a part of it."""
COMPANY_COST = 0.7
"""What it takes off the log odds of a text that it is nothing without those around it."""
SELF_COST = 0.5
"""What it takes off that its speaker tells of themselves: how they live is seldom the point."""
OPENING_WORDS = 8
_BROKEN_OFF = re.compile(r"…|\.\.\.")
"""Marks a thought that its speaker gave up, at a sentence's end or within it."""
_ASKED = re.compile(r"[?？؟][\"'”’“»«)]*$")
_READ_OUT = re.compile(r"\s*[\"“„«][^\"“”„«»]*[\"“”»]?[.,!?]*[\"“”»]?")
"""A sentence all in quotation marks: somebody else's words, a headline that is read to the others."""
_TRAILING = re.compile(r"[\s,;–—-]*(?:…|\.\.\.+)[.!]?$")


class PassageFinder:
    """Finds the key passages of one episode.

    ``wants`` tells from 0 to 1 how much a text loses without those around it.
    """

    def __init__(self, reading: Reading, scorer: PointScorer, wants: Callable[[str], float]) -> None:
        self._reading = reading
        self._scorer = scorer
        self._wants = wants
        self._cutter = ClauseCutter(reading.lexicon.clauses)
        self._opinion = phrases(reading.lexicon.opinions)
        self._never_last = _never_last(reading.lexicon)

    def find(self, sentences: Sequence[Sentence]) -> list[Choice]:
        """Return the passages of a stretch, in the order they were said, within the words it may take.

        There are none where nothing said is likely to carry a point.
        """
        said = sum(len(sentence.words) for sentence in sentences)
        budget = max(SHORT, min(MOST, round(said * SHARE)))
        choices = (choice for sentence in sentences for choice in self._choices(sentence))
        return pick([choice for choice in choices if choice.odds >= self._least_odds], budget=budget)

    @cached_property
    def _least_odds(self) -> float:
        scored = sorted((self._scorer.score(s) for s in self._reading.sentences if not s.aside), reverse=True)
        likely = scored[int(len(scored) * LIKELY_SHARE)] if scored else 0.0
        least = LEAST_ODDS if self._scorer.weighs_words else LEAST_WORDLESS_ODDS
        return min(least, likely - COMPANY_COST)

    def forms(self, sentence: Sentence, *, longest: int) -> Iterator[str]:
        """Yield ``sentence`` as it may be printed, whole and in parts, none over ``longest`` words."""
        if sentence.torn:
            return
        whole = self._closed(self._reading.tidied[sentence.order])
        if self.can_stand(whole, longest):
            yield whole
        if len(sentence.words) > LONG_WORDS and not self._asks(whole):
            parts = self._cutter.parts(whole, most=min(longest, MOST_PART_WORDS))
            yield from (part for part in parts if self.can_stand(part, longest))

    def odds(self, sentence: Sentence, form: str) -> float:
        """Return the log odds that one of the forms of ``sentence`` carries a key point."""
        if form == self._closed(self._reading.tidied[sentence.order]):
            return self._scorer.score(sentence)
        return self._scorer.score_part(sentence, form)

    def can_stand(self, text: str, longest: int = MOST_SENTENCE_WORDS) -> bool:
        """Whether tidied ``text`` is a whole statement that leans on none before it."""
        return (
            LEAST_SENTENCE_WORDS <= len(words(text)) <= longest
            and not self._asks(text)
            and not _BROKEN_OFF.search(text)
            and not _READ_OUT.fullmatch(text)
            and words(straighten(text))[-1] not in self._never_last
            and not self._scorer.leans(text)
            and is_balanced(text)
            and self._reading.has_verb(text)
        )

    def _asks(self, text: str) -> bool:
        """Whether ``text`` is a question, be it without its mark ("do you think it rises")."""
        first, second = [*words(straighten(text).casefold())[:2], "", ""][:2]
        lexicon = self._reading.lexicon
        people = lexicon.first_person | lexicon.second_person
        opens = lexicon.grammar.questions_invert and first in lexicon.yes_no_openers and second in people
        return bool(_ASKED.search(text)) or (opens and "," not in text)

    def _choices(self, sentence: Sentence) -> Iterator[Choice]:
        for form in self.forms(sentence, longest=MOST_SENTENCE_WORDS):
            cost = COMPANY_COST * self._wants(form) + SELF_COST * self._tells_of_self(form)
            odds = self.odds(sentence, form) - cost
            yield Choice(sentence.order, form, len(words(form)), odds, self._reading.lemmas(form))

    def _tells_of_self(self, text: str) -> bool:
        """Whether the speaker is its subject, and gives no view: "I was driving", "when I was at school"."""
        lexicon = self._reading.lexicon
        begins = words(straighten(text).casefold())[:OPENING_WORDS]
        subject = begins[begins[0] in lexicon.subordinators] if len(begins) > 1 else ""
        return subject in lexicon.first_person and not self._opinion.search(" ".join(begins))

    def _closed(self, tidied: str) -> str:
        """Return a sentence that trails off after its last word of content with a full stop."""
        trail = _TRAILING.search(tidied)
        if trail is None:
            return tidied
        kept = tidied[: trail.start()]
        said = words(kept)
        is_cut = self._reading.lexicon.is_stop(said[-1]) if said else True
        if len(said) < LEAST_SENTENCE_WORDS or is_cut or not self._cutter.is_whole(kept):
            return tidied
        return f"{kept}."


def _never_last(lexicon: Lexicon) -> frozenset[str]:
    """Return the words after which something is missing: "especially in the", "it works because"."""
    if lexicon.grammar.standing_articles:  # "Das brauchen wir, das."
        return frozenset()
    joints = filter(None, (lexicon.conjunction, lexicon.disjunction))
    return frozenset((*lexicon.definitions.articles, *joints, *lexicon.reasoning.causes))
