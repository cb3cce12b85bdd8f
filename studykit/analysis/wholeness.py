"""Whether a text is a whole statement that a reader understands without those around it."""

import re

from studykit.analysis.episode import LEANING_VERB, Reading
from studykit.language.lexicon import either, phrases
from studykit.language.tagging import knows, tag
from studykit.text import straighten, words

LEAST_CLAUSE_WORDS = 5
EARLY_WORDS = 4
"""A pronoun among so many first words has nothing in its own sentence to point to."""
SLIGHTLY = 0.35
"""How much a text wants others for which words like "this" point to what is at hand, and nothing else."""
LEAST_LABELS, LABELS_IN_WORDS = 4, 200
"""So many letters, one in so many words, are labels of what the speaker shows: "then D bumps C"."""
LEAST_NAME_LETTERS = 3
_LABEL = re.compile(r"(?<![\w'.&/+#-])[B-HJ-Z](?![\w'&/+#-]|\.\w)")
_BEGUN_ANEW = re.compile(r"\s--\s")
"""Marks where speakers break off and say it in another way: of ten such cards readers kept none."""
_MARKUP = re.compile(r"\]\(|https?://|^[>*#-]\s|`\[|⟨")


class Wholeness:
    """Judges texts of one episode."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        lexicon = reading.lexicon
        self._pointers = lexicon.pronouns | lexicon.possessives
        self._empty = phrases(lexicon.empty_subjects)
        self._deictic = phrases(tuple(lexicon.pronouns | lexicon.places))
        self._pointing = phrases(tuple(lexicon.pointing))
        self._opinion = phrases(lexicon.opinions)
        self._hanging = phrases((*sorted(lexicon.subordinators), *lexicon.clauses.relatives))
        that = lexicon.grammar.complementizer or r"(?!)"
        self._saying = re.compile(
            rf"\b(?:{either(lexicon.definitions.copulas)}) {that} (?P<clause>(?:[\w'-]+ ?){{2,4}})\W*$"
        )
        self._calling = _calling(reading)
        self._shows_letters = _shows_letters(reading)

    def holds(self, text: str) -> bool:
        """Whether ``text`` has a subject, a main clause, no markup, and what its pronouns stand for.

        It calls nobody by name, either.
        """
        return self.stands_alone(text) and self._is_complete(text)

    def stands_alone(self, text: str) -> bool:
        """Whether no word of ``text`` points outside it."""
        return not self._pointing.search(straighten(text).casefold()) and not self._begins_outside(text)

    def _is_complete(self, text: str) -> bool:
        """Whether all but the words that point to what is at hand is as it should be."""
        return (
            bool(words(text))
            and not self._begins_outside(text)
            and not _MARKUP.search(text)
            and not _BEGUN_ANEW.search(text)
            and not self._commands(text)
            and not (self._calling and self._calling.search(straighten(text)))
            and not self._hangs(text)
            and not self._breaks_off(text)
            and self._points_inside(text)
        )

    def wants_company(self, text: str) -> float:
        """Return from 0 to 1 how much ``text`` loses without those around it.

        Among other sentences "this problem" is soon understood, and "without it" at the beginning is not.
        """
        if self.holds(text):
            return 0.0
        points_later = self._pointing.search(straighten(text).casefold()) is not None
        return SLIGHTLY if points_later and self._is_complete(text) else 1.0

    def _begins_outside(self, text: str) -> bool:
        """Whether ``text`` begins with a pronoun for what it does not say, or has letters of a slide."""
        early = " ".join(self._meant(straighten(text).casefold()).split()[:EARLY_WORDS])
        shows = self._shows_letters and _LABEL.search(straighten(text))
        return bool(shows or self._deictic.search(early))

    def _commands(self, text: str) -> bool:
        """Whether it begins with a verb: then it tells somebody what to do, or its subject is missing."""
        first, language = words(text)[0], self._reading.language
        if self._reading.lexicon.grammar.subjects_drop:
            return self._reading.lacks_subject(text)
        if not knows(language) or first.casefold().endswith("ing"):
            return False
        return tag(first.casefold(), language).part == "verb"

    def _hangs(self, text: str) -> bool:
        """Whether no clause of it stands by itself.

        One that another begins waits for its own ("if you spend an hour", "I think to save one"), and so does
        a thing that is only described ("The last big feature, which made it into the player").
        """
        plain = straighten(text)
        opinion = self._opinion.match(plain.lower())
        stated = plain[opinion.end() :].lstrip(", ") if opinion else plain
        first, *others = (clause.strip(" \"'") for clause in stated.split(","))
        waits = self._hanging.match(first.casefold()) is not None
        depend = bool(others) and all(self._hanging.match(clause.casefold()) for clause in others)
        is_described = depend and not self._has_verb(first)
        return is_described or (waits and not any(map(self._is_main, others)))

    def _breaks_off(self, text: str) -> bool:
        """Whether the clause after a last "is that" has no verb: "my view is that basic income"."""
        found = self._saying.search(straighten(text).casefold())
        return found is not None and not self._reading.has_verb(found["clause"])

    def _is_main(self, clause: str) -> bool:
        """Whether ``clause`` has a verb, and begins with no participle and no word that joins it to one."""
        lexicon, first = self._reading.lexicon, next(iter(words(clause)), "").casefold()
        hangs = self._hanging.match(clause.casefold()) or (first.endswith("ing") and self._is_verb(first))
        goes_on = first and first in {lexicon.conjunction, lexicon.disjunction}  # "if you cut, and wait"
        return not hangs and not goes_on and self._has_verb(clause)

    def _has_verb(self, clause: str) -> bool:
        """Whether ``clause`` has a verb, be it one that is not known: seen alone "rest" is a noun."""
        return len(words(clause)) >= LEAST_CLAUSE_WORDS or self._reading.has_verb(clause)

    def _is_verb(self, word: str) -> bool:
        return knows(self._reading.language) and tag(word, self._reading.language).part == "verb"

    def _points_inside(self, text: str) -> bool:
        """Whether each pronoun follows a noun that it may stand for, or stands for nothing ("it rains")."""
        if not knows(self._reading.language):
            return True
        spoken = self._spoken(straighten(text))
        plural = self._reading.lexicon.plural_pronouns
        return all(
            any(self._may_mean(before, is_plural=word.lower() in plural) for before in spoken[:at])
            for at, word in enumerate(spoken)
            if word.lower() in self._pointers
        )

    def _spoken(self, plain: str) -> list[str]:
        """Return the words, each without those that lean on it, but for subjects that stand for nothing."""
        plain = self._meant(plain)
        parted = (part for word in words(plain) for part in self._reading.lexicon.pieces(word))
        return [LEANING_VERB.sub("", word) for word in parted]

    def _meant(self, plain: str) -> str:
        """Return ``plain`` with spaces in place of subjects that stand for nothing ("it takes a day")."""
        for found in self._empty.finditer(plain.lower()):
            plain = f"{plain[: found.start()]}{' ' * len(found.group())}{plain[found.end() :]}"
        return plain

    def _may_mean(self, word: str, *, is_plural: bool) -> bool:
        found = tag(word, self._reading.language)
        if found.part not in {"noun", "name"} or self._reading.lexicon.is_stop(word):
            return False
        has_plural = bool(self._reading.lexicon.plural_pronouns)
        return not has_plural or (found.lemma != word.casefold() or word == "people") == is_plural


def _calling(reading: Reading) -> re.Pattern[str] | None:
    """Return what finds a speaker's name between commas: who is called by name is told what he knows."""
    labels = map(straighten, reading.transcript.names.values())
    called = {name for label in labels for name in (label, *words(label)) if name[:1].isupper()}
    spelled = {form for name in called if not reading.lexicon.is_stop(name) for form in (name, name.title())}
    names = tuple(sorted(name for name in spelled if len(name) >= LEAST_NAME_LETTERS))
    return re.compile(rf"(?:^|,\s)(?:{either(names)})(?:,|[.?!]*$)") if names else None


def _shows_letters(reading: Reading) -> bool:
    """Whether letters in this episode are mostly names of things in a picture that a reader does not see."""
    letters = [
        letter for sentence in reading.sentences for letter in _LABEL.findall(straighten(sentence.text))
    ]
    said = sum(len(sentence.words) for sentence in reading.sentences)
    return len(set(letters)) >= LEAST_LABELS and len(letters) * LABELS_IN_WORDS >= said
