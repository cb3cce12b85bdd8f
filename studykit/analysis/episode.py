"""One episode, read once: its sentences with their content words, and how the speakers share the talk."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from studykit.language import lexicon, morphology, tagging
from studykit.language.asides import AsideFinder
from studykit.language.lexicon import Lexicon
from studykit.language.markers import markers
from studykit.language.sentences import Sentence, sentences_of
from studykit.language.speech import Tidier
from studykit.model import Transcript
from studykit.templates import Templates
from studykit.text import is_numbered, straighten, words

LEANING_VERB = re.compile(r"'(?:s|re|ve|ll|d|m)$")
"""A verb that leans on the word before it ("there's"), in straight signs; "'s" may also say whose it is."""


@dataclass(frozen=True)
class Reading:
    """A transcript with all that every analysis needs of it, computed once."""

    transcript: Transcript
    lexicon: Lexicon
    tidier: Tidier
    sentences: tuple[Sentence, ...]

    @cached_property
    def language(self) -> str:
        """The ISO 639-1 code of the episode's language."""
        return self.transcript.episode.spoken

    @cached_property
    def tidied(self) -> tuple[str, ...]:
        """Each sentence as it reads in print, by the sentence's ``order``."""
        return tuple(self.tidier.tidy(sentence.text) for sentence in self.sentences)

    @cached_property
    def spoken(self) -> tuple[str, ...]:
        """Each sentence without notes such as ``[laughter]``, by the sentence's ``order``."""
        found = markers(self.lexicon)
        return tuple(found.sub(" ", sentence.text) for sentence in self.sentences)

    @cached_property
    def content(self) -> tuple[tuple[str, ...], ...]:
        """The lemmas of each sentence's content words, in order, by the sentence's ``order``."""
        return tuple(self._content_of(sentence) for sentence in self.sentences)

    @cached_property
    def content_sets(self) -> tuple[frozenset[str], ...]:
        """The same as sets."""
        return tuple(frozenset(lemmas) for lemmas in self.content)

    @cached_property
    def sentence_counts(self) -> Counter[str]:
        """In how many sentences each lemma stands."""
        return Counter(lemma for lemmas in self.content_sets for lemma in lemmas)

    @cached_property
    def order_of_segment(self) -> dict[str, int]:
        """Each segment's place in the episode, by its id."""
        return {segment.id: index for index, segment in enumerate(self.transcript.segments)}

    @cached_property
    def is_host(self) -> dict[str | None, bool]:
        """Whether each speaker is a host, by id."""
        return {speaker.id: speaker.role == "host" for speaker in self.transcript.speakers}

    @cached_property
    def name_words(self) -> frozenset[str]:
        """The words of the names of those who talk, in lower case; "Speaker 1" is no name."""
        names = (name for name in self.transcript.names.values() if not is_numbered(name))
        return frozenset(straighten(word).casefold() for name in names for word in words(name))

    def between(self, first_segment_id: str, last_segment_id: str) -> tuple[Sentence, ...]:
        """Return the sentences that begin in the segments from the first to the last, asides left out."""
        first = bisect_left(self._segment_orders, self.order_of_segment[first_segment_id])
        end = bisect_right(self._segment_orders, self.order_of_segment[last_segment_id])
        return tuple(sentence for sentence in self.sentences[first:end] if not sentence.aside)

    @cached_property
    def _segment_orders(self) -> list[int]:
        return [self.order_of_segment[sentence.segment_id] for sentence in self.sentences]

    def lemmas(self, text: str) -> frozenset[str]:
        """Return the lemmas of the content words of ``text``."""
        return frozenset(self.lemmas_of_words(tuple(words(text))))

    def has_verb(self, text: str) -> bool:
        """Whether ``text`` is a sentence and no fragment; always so where the language has no tagger.

        Where the forms of its verbs are known it has one that is neither an infinitive nor a gerund ("dormir
        bien").
        """
        if not tagging.knows(self.language):
            return True
        gerunds = self.lexicon.grammar.gerunds
        return any(
            self._holds_verb(word)
            or (self._is_finite(word) and not word.casefold().endswith(gerunds))
            or (not self.lexicon.is_stop(word) and morphology.may_be_finite(word, self.language))
            for word in words(text)
        )

    def _holds_verb(self, word: str) -> bool:
        """Whether a verb leans on ``word``, as in "there's": a noun with such an ending owns something."""
        folded = straighten(word).casefold()
        return bool(LEANING_VERB.search(folded)) and self.lexicon.is_stop(folded)

    def lacks_subject(self, text: str) -> bool:
        """Whether ``text`` leaves out whom it is about.

        So it is in some languages where it begins with a finite verb ("Wurde gebaut", "Funciona mejor"), or
        with an article before one ("Das führt dazu").
        """
        grammar = self.lexicon.grammar
        first, second = [*words(text)[:2], "", ""][:2]
        if first.casefold() in grammar.standing_articles:
            return second.islower() and self._is_finite(second)
        return grammar.subjects_drop and first.casefold() not in grammar.impersonal and self._is_finite(first)

    def _is_finite(self, word: str) -> bool:
        """Whether ``word`` is a verb; an infinitive, which may be a subject, is none where it can be told."""
        found = tagging.tag(word, self.language) if word else None
        is_infinitive = found and self.lexicon.grammar.verbs and found.lemma == word.casefold()
        return found is not None and found.part == "verb" and not is_infinitive

    def lemmas_of_words(self, spoken: tuple[str, ...]) -> tuple[str, ...]:
        """Return the lemmas of those of the ``spoken`` words that are content words, in order."""
        return tuple(tagging.content_lemmas(spoken, self.lexicon, self.language))

    def _content_of(self, sentence: Sentence) -> tuple[str, ...]:
        return () if sentence.aside else self.lemmas_of_words(tuple(words(self.spoken[sentence.order])))


def read_episode(transcript: Transcript, templates: Templates) -> Reading:
    """Return ``transcript`` split into sentences, with its language's words at hand.

    Raises TemplateError where the language's word lists are broken.
    """
    lists = lexicon.load(transcript.episode.spoken, templates)
    return Reading(transcript, lists, Tidier(lists), sentences_of(transcript, AsideFinder(lists)))
