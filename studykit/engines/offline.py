"""Plain rules on this machine: picks the speakers' own sentences, terms and questions. Needs nothing."""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import islice, pairwise

from studykit.analysis.anchors import Anchors
from studykit.analysis.clozes import HoleFinder
from studykit.analysis.definitions import DefinitionFinder, Explanation
from studykit.analysis.episode import Reading, read_episode
from studykit.analysis.explaining import Explaining, Place
from studykit.analysis.forms import FormFinder
from studykit.analysis.known_terms import KnownTerms
from studykit.analysis.passage_worth import PassageWorth
from studykit.analysis.passages import PassageFinder
from studykit.analysis.points import PointScorer, Rankers
from studykit.analysis.questions import QuestionFinder
from studykit.analysis.reasons import ReasonFinder, kind_of_question
from studykit.analysis.segmentation import find_chapters
from studykit.analysis.statements import Blanked, StatementFinder
from studykit.analysis.terms import FoundTerm, find_terms
from studykit.analysis.titles import titles_of
from studykit.analysis.views import ViewFinder
from studykit.analysis.wholeness import Wholeness
from studykit.analysis.worth import StatementWorth
from studykit.contracts import EngineKind, Stretch
from studykit.drafts import (
    ChapterDraft,
    Evidence,
    FactDraft,
    PassageDraft,
    QuestionDraft,
    StudyDraft,
    TermDraft,
)
from studykit.engines._evidence import EvidenceFinder, cited
from studykit.language.sentences import Sentence
from studykit.model import Transcript
from studykit.templates import Templates
from studykit.text import nested

FEW_TERMS, WORDS_PER_TERM, WORDS_PER_FURTHER_TERM = 30, 90, 3000
"""People pick about thirty terms of a talk, be it of twenty minutes or of ninety."""
LEAST_TERM = 0.12
"""What is less likely is no term: a talk that names few things has a short glossary."""
CANDIDATES_PER_TERM = 4
"""What is no entry of the glossary may yet be worth asking for."""
WELL_EXPLAINED = -0.25
"""What is explained with such odds is an entry, likely a term or not."""
MOST_PLACES = 5
"""At most so many places explain a term in the glossary."""
FACTS_PER_THOUSAND_WORDS = 9
SURE = 0.9
"""The most that rules can trust a sentence; an explanation in so many words ranks above it."""
SURE_TERM = 0.5
"""A name less sure to be a term is not asked for: of such cards readers kept 13 of 100, of others 28."""
FACT_BONUS = 0.8
"""What makes the worth of a statement, of which strict readers keep few, one with that of other cards."""
LEAST_FACT_ODDS, LONE_FACT_ODDS = -1.5, -2.2
"""A statement below the first is asked only where its chapter would have none: every chapter is served."""
LEAST_REASONED_ODDS, REASONED_BONUS = -1.2, 0.2
"""What a reason or a consequence adds to the worth of its sentence: half of a good card is there. Of the 30
more that .8 brought readers kept two and dropped sixteen."""
LEAST_VIEW_ODDS, VIEW_COST = 0.3, 0.5
"""Who holds a view is worth less than what is so."""
LEAST_ODDS = -1.0
"""An answer below this says little, or answers something else; a card of it is not worth a review."""
ASKED_COST = 1.0
"""Hosts ask broadly and guests answer beside it: of 37 such cards readers kept one as it was."""


class OfflineEngine:
    """Thinks about one episode by rules; every text it gives is words that were said.

    ``rankers`` weigh its sentences, where they are others than those that were trained.
    """

    def __init__(self, reading: Reading, rankers: Rankers | None = None) -> None:
        self._reading = reading
        self._rankers = rankers

    def outline(self) -> tuple[ChapterDraft, ...]:
        """Return detected chapters, titled with their own words."""
        orders = [*find_chapters(self._reading), len(self._reading.sentences)]
        held = [self._reading.sentences[begin:end] for begin, end in pairwise(orders)]
        titles = titles_of(held, self._reading)
        return tuple(
            ChapterDraft(title=title, first_segment_id=self._reading.sentences[begin].segment_id)
            for begin, title in zip(orders, titles, strict=False)
        )

    def study(self, stretch: Stretch) -> StudyDraft:
        """Return what is worth learning in ``stretch``."""
        said = self._reading.between(stretch.first_segment_id, stretch.last_segment_id)
        sentences = tuple(sentence for sentence in said if not sentence.torn)
        return StudyDraft(
            summary=tuple(self._summary(sentences)),
            terms=tuple(self._term_drafts(said)),
            questions=(
                *self._asked_questions(sentences),
                *self._reasoned_questions(sentences),
                *self._view_questions(sentences),
            ),
            facts=tuple(self._facts(sentences)),
        )

    def _asked_questions(self, sentences: Sequence[Sentence]) -> Iterable[QuestionDraft]:
        for found in self._questions.find(sentences):
            if found.score > LEAST_ODDS and self._anchors.hold(found.question):
                yield QuestionDraft(
                    kind=kind_of_question(found.question, self._reading),
                    asked=True,
                    question=found.question,
                    answer=found.answer,
                    evidence=(cited(found.said), cited(found.asked), *self._evidence.around(found.said)),
                    importance=_share(found.score - ASKED_COST),
                )

    def _reasoned_questions(self, sentences: Sequence[Sentence]) -> Iterable[QuestionDraft]:
        for found in self._reasons.find(sentences):
            if found.score > LEAST_REASONED_ODDS:
                yield QuestionDraft(
                    kind=found.kind,
                    question=found.question,
                    answer=found.answer,
                    evidence=(cited(found.said), *self._evidence.behind(found.said)),
                    importance=_share(found.score + REASONED_BONUS),
                )

    def _view_questions(self, sentences: Sequence[Sentence]) -> Iterable[QuestionDraft]:
        """Yield the strongest view: one for a chapter is enough."""
        found = [view for view in self._views.find(sentences) if self._wholeness.stands_alone(view.statement)]
        for view in sorted(found, key=lambda view: (-view.score, view.said.order))[:1]:
            if view.score > LEAST_VIEW_ODDS:
                yield QuestionDraft(
                    kind="who-said",
                    question=self._reading.lexicon.wording.ask_who(nested(view.statement)),
                    answer=view.speaker,
                    evidence=(cited(view.said),),
                    importance=_share(view.score - VIEW_COST),
                )

    @cached_property
    def _candidates(self) -> tuple[FoundTerm, ...]:
        return find_terms(self._reading, most=CANDIDATES_PER_TERM * self._most_terms)

    @property
    def _most_terms(self) -> int:
        said = sum(len(sentence.words) for sentence in self._reading.sentences)
        return max(1, min(said // WORDS_PER_TERM, FEW_TERMS + said // WORDS_PER_FURTHER_TERM))

    @property
    def _likeliest(self) -> tuple[FoundTerm, ...]:
        return tuple(term for term in self._candidates[: self._most_terms] if term.weight >= LEAST_TERM)

    @cached_property
    def _terms(self) -> tuple[FoundTerm, ...]:
        """The glossary: the likeliest terms, and of the next as many what is explained in so many words."""
        following = self._candidates[self._most_terms : 2 * self._most_terms]
        explained = ((term, self._definitions.explain(term)) for term in following)
        further = (term for term, found in explained if found and found.odds >= WELL_EXPLAINED)
        return (*self._likeliest, *further)

    @cached_property
    def scorer(self) -> PointScorer:
        """What weighs the sentences."""
        return PointScorer(self._reading, self._topic, self._rankers)

    @property
    def _topic(self) -> frozenset[str]:
        return frozenset(lemma for term in self._likeliest for lemma in term.lemmas)

    @cached_property
    def _definitions(self) -> DefinitionFinder:
        return DefinitionFinder(self._reading, self.scorer)

    @cached_property
    def _questions(self) -> QuestionFinder:
        return QuestionFinder(self._reading, self.scorer)

    @cached_property
    def _views(self) -> ViewFinder:
        return ViewFinder(self._reading, self.scorer, self.forms.can_stand)

    @cached_property
    def _wholeness(self) -> Wholeness:
        return Wholeness(self._reading)

    @cached_property
    def _reasons(self) -> ReasonFinder:
        return ReasonFinder(self._reading, self.scorer, self._is_told)

    @cached_property
    def forms(self) -> FormFinder:
        """What finds the forms in which a sentence may be printed."""
        return FormFinder(self._reading, self.scorer)

    @cached_property
    def passage_worth(self) -> PassageWorth:
        """What weighs these forms as key passages."""
        return PassageWorth(self._reading, self.forms, self._statement_worth, self._wholeness.wants_company)

    @cached_property
    def passages(self) -> PassageFinder:
        """What finds key passages."""
        return PassageFinder(self._reading, self.forms, self.passage_worth)

    @cached_property
    def _statement_worth(self) -> StatementWorth:
        return StatementWorth(self._reading, self.scorer, self.known_terms)

    @cached_property
    def _statements(self) -> StatementFinder:
        return StatementFinder(
            self._reading,
            self.forms,
            HoleFinder(self._reading, self.known_terms),
            worth=self._statement_worth.odds,
            is_whole=self._wholeness.holds,
            is_told=self._anchors.hold,
        )

    def _summary(self, sentences: Sequence[Sentence]) -> Iterable[PassageDraft]:
        for chosen in self.passages.find(sentences):
            sentence = self._reading.sentences[chosen.order]
            yield PassageDraft(text=chosen.text, evidence=(cited(sentence),))

    def _term_drafts(self, sentences: Sequence[Sentence]) -> Iterable[TermDraft]:
        """Yield the terms whose best place is in this stretch: where they are explained, or said first."""
        here = [term for sentence in sentences for term in self._terms_at.get(sentence.order, ())]
        for term in sorted(here, key=lambda term: (-term.weight, term.key)):
            explanation = self._explanations[term.key]
            yield TermDraft(
                term=term.name,
                aliases=term.aliases,
                kind=term.kind,
                definition=explanation.meaning if explanation else None,
                asks=explanation.asks if explanation else "",
                evidence=tuple(self._evidence.of_term(term, explanation)),
                importance=term.weight,
            )

    @cached_property
    def _terms_at(self) -> dict[int, list[FoundTerm]]:
        """The terms by the order of the sentence that shows them best."""
        found: dict[int, list[FoundTerm]] = defaultdict(list)
        for term in self._terms:
            explanation = self._explanations[term.key]
            shown = explanation.sentences[-1] if explanation else self._places[term.key][0].sentences[0]
            found[shown.order].append(term)
        return found

    @cached_property
    def _explanations(self) -> dict[str, Explanation | None]:
        return {term.key: self._definitions.explain(term) for term in self._terms}

    @cached_property
    def _places(self) -> dict[str, tuple[Place, ...]]:
        explaining = Explaining(self._reading, self.scorer)
        return {term.key: explaining.places(term, most=MOST_PLACES) for term in self._terms}

    @cached_property
    def _evidence(self) -> EvidenceFinder:
        return EvidenceFinder(self._reading, self.scorer, self.known_terms, self._places)

    def _facts(self, sentences: Sequence[Sentence]) -> Iterable[FactDraft]:
        """Yield statements with a hole in each, the strongest first; one at least where that can be had."""
        named = [fact for sentence in sentences for fact in self._named_at.get(sentence.order, ())]
        yield from named
        said = sum(len(sentence.words) for sentence in sentences)
        most = max(2, round(said * FACTS_PER_THOUSAND_WORDS / 1000))
        found = list(islice(self._statements.telling(sentences, LONE_FACT_ODDS), most))
        strong = [each for each in found if each.odds >= LEAST_FACT_ODDS]
        for each in strong or ([] if named else found[:1]):
            yield _fact(each, self._evidence.behind(each.said))

    @cached_property
    def _named_at(self) -> dict[int, list[FactDraft]]:
        """For each term the best of its explanations with its name hidden, by the sentence that is asked."""
        facts: dict[int, list[FactDraft]] = defaultdict(list)
        for term in (term for term in self._terms if term.weight >= SURE_TERM):
            for found, place in islice(self._statements.naming(term, self._places[term.key]), 1):
                facts[found.said.order].append(_fact(found, self._evidence.beyond(term, place)))
        return facts

    def _is_told(self, statement: str) -> bool:
        """Whether ``statement`` is whole, and says what it is about."""
        return self._wholeness.holds(statement) and self._anchors.hold(statement)

    @cached_property
    def _anchors(self) -> Anchors:
        return Anchors(self._reading, self.known_terms)

    @cached_property
    def known_terms(self) -> KnownTerms:
        """What is a term, be it for the glossary or only worth asking for."""
        return KnownTerms(self._candidates)


def _fact(found: Blanked, further: Iterable[Evidence]) -> FactDraft:
    return FactDraft(
        kind=found.hole.kind,
        statement=found.statement,
        hidden=found.hole.hidden,
        hint=found.hole.hint,
        evidence=(cited(found.said), *further),
        importance=_share(found.odds + FACT_BONUS),
    )


def _share(odds: float) -> float:
    return SURE / (1 + math.exp(-odds))


def connect(transcript: Transcript, templates: Templates) -> OfflineEngine:
    """Return the engine for ``transcript``; raises TemplateError where the word lists are broken."""
    return OfflineEngine(read_episode(transcript, templates))


ENGINE = EngineKind(connect)
