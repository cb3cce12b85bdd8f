"""Compares a rewording with what was said: nothing added, no number, name or negation lost."""

from studykit.builder.claims import Claims
from studykit.language import lexicon, tagging
from studykit.model import Citation, Transcript
from studykit.templates import Templates
from studykit.text import words

MOST_NEW = 0.1
"""The share of the telling words that may be none of those that were said: they join, or are other forms."""
LEAST_KEPT, MOST_LONGER = 0.6, 1.15
"""How much shorter, and how much longer in words, a rewording may be."""
_STEM = 6


class Rewordings:
    """Judges rewordings of one transcript; raises TemplateError where its language's lists are broken."""

    def __init__(self, transcript: Transcript, templates: Templates) -> None:
        self._lexicon = lexicon.load(transcript.episode.spoken, templates)
        self._claims = Claims(transcript, self._lexicon)
        self._language = transcript.episode.spoken

    def objection(self, said: str, reworded: str, speaker: str) -> str:
        """Return why ``reworded`` does not say what ``said`` says, in tidied words; "" where it does."""
        if not words(reworded):
            return "it is empty"
        length = len(words(reworded)) / max(1, len(words(said)))
        if not LEAST_KEPT <= length <= MOST_LONGER:
            return f"it has {length:.0%} of the words"
        before, after = (Citation(quote=text, speaker=speaker or None) for text in (said, reworded))
        if stray := self._claims.stray(reworded, [before]):
            return f"{stray!r} was not said"
        if lost := self._claims.stray(said, [after]):
            return f"{lost!r} is missing"
        if self._denials(said) != self._denials(reworded):
            return "a negation was added or left out"
        return self._added(said, reworded)

    def _added(self, said: str, reworded: str) -> str:
        known, told = set(self._telling(said)), self._telling(reworded)
        new = [word for word in told if word not in known]
        lost = [word for word in known if word not in set(told)]
        if len(new) > MOST_NEW * len(told):
            return f"{', '.join(map(repr, new[:3]))} was not said"
        return f"too much is missing: {', '.join(map(repr, lost[:3]))}" if self._is_much(lost, known) else ""

    def _is_much(self, lost: list[str], known: set[str]) -> bool:
        return len(lost) > (1 - LEAST_KEPT) * len(known)

    def _telling(self, text: str) -> list[str]:
        """Return the beginnings of the lemmas of the words that matter."""
        lemmas = tagging.content_lemmas(words(text), self._lexicon, self._language)
        return [lemma[:_STEM] for lemma in lemmas]

    def _denials(self, text: str) -> int:
        return sum(map(self._lexicon.denies, words(text)))
