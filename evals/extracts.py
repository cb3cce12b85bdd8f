"""What well-known parts make of the same episodes: sentences by LexRank (sumy), terms by YAKE.

Neither is a dependency: ``pip install sumy yake``. YAKE is under the GPL, and used nowhere but here.
"""

from collections.abc import Iterable, Sequence

from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence
from sumy.nlp.stemmers import Stemmer
from sumy.summarizers.lex_rank import LexRankSummarizer
from sumy.utils import get_stop_words
from yake import KeywordExtractor

from studykit.analysis.episode import Reading, read_episode
from studykit.model import Card, Chapter, Citation, Passage, StudyDocument, Term
from studykit.templates import Templates
from studykit.text import bare, words

NAMES = {"en": "english", "de": "german", "fr": "french", "es": "spanish", "pt": "portuguese"}
MOST_RANKED = 40
CARDS_A_CHAPTER = 6
PHRASE_WORDS, ENTRIES = 3, 30


def by_extracts(document: StudyDocument, budgets: Sequence[int]) -> StudyDocument:
    """Return ``document`` with what the parts choose, each chapter within its words in ``budgets``."""
    reading = read_episode(document.transcript, Templates())
    ranked = [_ranked(chapter, reading) for chapter in document.chapters]
    chapters = [
        chapter.model_copy(update={"summary": tuple(map(_passage, _up_to(budget, texts)))})
        for chapter, texts, budget in zip(document.chapters, ranked, budgets, strict=True)
    ]
    cards = [_card(text) for texts in ranked for text in texts[:CARDS_A_CHAPTER]]
    update = {"chapters": tuple(chapters), "cards": tuple(cards), "glossary": tuple(_terms(reading))}
    return document.model_copy(update=update)


def _ranked(chapter: Chapter, reading: Reading) -> list[str]:
    """Return the sentences of ``chapter``, the best first; it gives them as said, so all counts are tried."""
    if not chapter.first_segment_id:
        return []
    held = [each.text for each in reading.between(chapter.first_segment_id, chapter.last_segment_id)]
    language = NAMES.get(reading.language, "english")
    summariser = LexRankSummarizer(Stemmer(language))
    summariser.stop_words = get_stop_words(language)
    text = ObjectDocumentModel([Paragraph([Sentence(each, _Words()) for each in held])])
    ranked: list[str] = []
    for count in range(1, min(len(held), MOST_RANKED) + 1):
        ranked += [str(each) for each in summariser(text, count) if str(each) not in ranked][:1]
    return ranked


class _Words:
    """sumy's socket for what parts a sentence into words."""

    def to_words(self, text: str) -> list[str]:
        """Return the words of ``text``."""
        return words(text)


def _terms(reading: Reading) -> Iterable[Term]:
    text = " ".join(sentence.text for sentence in reading.sentences)
    found = KeywordExtractor(lan=reading.language, n=PHRASE_WORDS, top=ENTRIES).extract_keywords(text)
    for name, _ in found:
        if bare(name):
            yield Term(key=bare(name), term=name, citations=(Citation(quote=name),))


def _passage(text: str) -> Passage:
    return Passage(text=text, citations=(Citation(quote=text),))


def _card(text: str) -> Card:
    return Card(id=bare(text), kind="question", front="?", back=text, citations=(Citation(quote=text),))


def _up_to(budget: int, texts: Iterable[str]) -> Iterable[str]:
    for text in texts:
        if len(text.split()) <= budget:
            budget -= len(text.split())
            yield text
