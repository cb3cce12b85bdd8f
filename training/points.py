"""Fits which sentences carry the key points.

python -m training.points LABELS TRANSCRIPTS CORPUS [--save]

Prints how well sentences are told apart (the area under the ROC curve) and the share of the labelled points
that the key passages cover, each show with the weights of the others. CORPUS holds the marked episodes.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import fmean

from studykit.analysis.points import PointScorer, Rankers, vocabulary
from studykit.analysis.ranker import NEUTRAL, NO_WORDS, Features, Ranker, WordRanker
from studykit.analysis.terms import find_terms
from studykit.builder.outline import outline
from studykit.builder.timeline import Timeline
from studykit.engines.offline import OfflineEngine
from studykit.language.frequency import zipf
from studykit.language.sentences import Sentence
from training.arguments import arguments_of
from training.labelled import Gold, Labelled, Point, episodes
from training.logistic import Sample, Worded, area, fit, fit_words, rounded, save
from training.marked import marked

RIDGE, RIDGE_OF_WORDS = 10.0, 50.0
STEP = 0.02
"""To what the weights of words are rounded."""
MOST_TERMS = 30
LEAST_SENTENCES, LEAST_ZIPF = 40, 4.5
"""A word tells of sentences in any field if it is common in the language and here."""
LEAST_EPISODES = 20
"""The words of a language are weighed where so many episodes show them."""


@dataclass(frozen=True)
class Read:
    """An episode with what is measured of each of its sentences."""

    labelled: Labelled
    term_lemmas: frozenset[str]
    features: Sequence[Features]

    def scorer(self, rankers: Rankers | None = None) -> PointScorer:
        """Return what scores the sentences of the episode."""
        return PointScorer(self.labelled.reading, self.term_lemmas, rankers)

    @property
    def kept(self) -> list[int]:
        """The orders of the sentences that are for study."""
        return [sentence.order for sentence in self.labelled.reading.sentences if not sentence.aside]

    def sample(self, features: Sequence[Features]) -> Sample:
        """Return what is learned from the episode, given the features of each sentence."""
        right = [bool(self.labelled.points[order]) for order in self.kept]
        return Sample(self.labelled.show, [features[order] for order in self.kept], right, [1.0] * len(right))

    def worded(self, alone: Ranker) -> Worded:
        """Return what is learned from the words of its sentences, given what else tells of these."""
        sentences = [self.labelled.reading.sentences[order] for order in self.kept]
        words = [vocabulary(sentence.folded) for sentence in sentences]
        held = [dict.fromkeys(said, 1.0) for said in words]
        right = [bool(self.labelled.points[order]) for order in self.kept]
        odds = [alone.odds(self.features[order]) for order in self.kept]
        return Worded(held, right, [1.0] * len(right), odds)


@dataclass(frozen=True)
class Fitted:
    """The steps that were fitted, each on what the ones before say; ``words`` by language."""

    alone: Ranker
    words: Mapping[str, WordRanker]
    together: Ranker = NEUTRAL

    def rankers(self, language: str) -> Rankers:
        """Return the steps for an episode in ``language``."""
        return Rankers(self.alone, self.words.get(language, NO_WORDS), self.together)

    @property
    def by_name(self) -> dict[str, Ranker | WordRanker]:
        """The steps under the names of their files."""
        words = {f"points-words-{language}": ranker for language, ranker in self.words.items()}
        return {"points": self.alone, **words, "points-in-company": self.together}


def main() -> None:
    """Fit, tell how well that does, and save where asked to."""
    arguments = arguments_of(__doc__)
    golden = list(episodes(arguments.labels, arguments.transcripts))
    gold = [read(each) for each in golden]
    held = [*gold, *map(read, marked(arguments.corpus))]
    by_show = {
        show: fitted([each for each in held if each.labelled.show != show])
        for show in sorted({each.show for each in golden})
    }
    rankers = [by_show[each.show] for each in golden]
    covered = [_covered(each, model) for each, model in zip(golden, rankers, strict=True)]
    areas = [_area(each, model) for each, model in zip(gold, rankers, strict=True)]
    for each, share, told in zip(golden, covered, areas, strict=True):
        print(f"{each.name[:44]:44} {told:.3f} {share:.3f}")
    print(f"{'mean, shows not seen':44} {fmean(areas):.3f} {fmean(covered):.3f}")
    if arguments.save:
        for name, ranker in fitted(held).by_name.items():
            print(save(ranker, name))


def fitted(held: Sequence[Read]) -> Fitted:
    """Return the steps fitted to ``held``."""
    alone = fit([each.sample(each.features) for each in held], RIDGE)
    words = {}
    languages = Counter(each.labelled.reading.language for each in held)
    for language in sorted(name for name, count in languages.items() if count >= LEAST_EPISODES):
        spoken = [each.worded(alone) for each in held if each.labelled.reading.language == language]
        model = fit_words(spoken, _telling(spoken, language), RIDGE_OF_WORDS)
        words[language] = rounded(model, lambda _: 1.0, count=len(model.weights), step=STEP)
    found = Fitted(alone, words)
    samples = []
    for each in held:
        scorer = each.scorer(found.rankers(each.labelled.reading.language))
        odds = [scorer.odds_alone(sentence) for sentence in each.labelled.reading.sentences]
        samples.append(each.sample([scorer.company(order, odds) for order in range(len(odds))]))
    return replace(found, together=fit(samples, RIDGE))


def _telling(spoken: Sequence[Worded], language: str) -> list[str]:
    """Return the words that may be weighed."""
    counts = Counter(word for each in spoken for words in each.words for word in words)
    often = sorted(word for word, count in counts.items() if count >= LEAST_SENTENCES and _is_spelled(word))
    return [word for word in often if zipf(word, language) >= LEAST_ZIPF]


def _is_spelled(word: str) -> bool:
    return word.replace("'", "").isalpha()


def read(labelled: Labelled) -> Read:
    """Return what is measured of each sentence of an episode."""
    reading = labelled.reading
    terms = frozenset(lemma for term in find_terms(reading, most=MOST_TERMS) for lemma in term.lemmas)
    scorer = PointScorer(reading, terms, Rankers(NEUTRAL, NO_WORDS, NEUTRAL))
    return Read(labelled, terms, [scorer.features(sentence) for sentence in reading.sentences])


def _covered(gold: Gold, found: Fitted) -> float:
    """Return the share of the points that the passages of their own chapters cover.

    Where the program has other chapters than the labels, a point may stand in any.
    """
    reading, label = gold.reading, gold.label["chapters"]
    finder = OfflineEngine(reading, found.rankers(reading.language)).passages
    chapters = _chapters(gold)
    covered: set[Point] = set()
    for number, sentences in enumerate(chapters):
        for choice in finder.find(sentences):
            held = gold.points[choice.order]
            covered |= {point for point in held if point[0] == number or len(chapters) != len(label)}
    return len(covered) / sum(len(chapter["points"]) for chapter in label)


def _chapters(gold: Gold) -> list[Sequence[Sentence]]:
    """Return the sentences of each chapter that are for study, where the program begins it."""
    reading = gold.reading
    chapters, _ = outline(
        reading.transcript, OfflineEngine(reading), Timeline(reading.transcript), opening="Opening"
    )
    held = [(chapter.first_segment_id, chapter.last_segment_id) for chapter in chapters]
    return [reading.between(first, last) if first else () for first, last in held]


def _area(episode: Read, found: Fitted) -> float:
    """Return how often a sentence with a point is scored above one without."""
    reading = episode.labelled.reading
    scorer = episode.scorer(found.rankers(reading.language))
    scores = [scorer.score(reading.sentences[order]) for order in episode.kept]
    return area(scores, [bool(episode.labelled.points[order]) for order in episode.kept])


if __name__ == "__main__":
    main()
