"""The few sentences that the program itself says on a card, in the language of the episode."""

import re
from functools import cached_property

from pydantic import BaseModel, ConfigDict

from studykit.page_wording import PageWording
from studykit.text import filled

LONGEST_FRONT = 2000
"""Characters; a longer front is no card's, and a pattern with two places takes time as its square."""
_PLACE = re.compile(r"\\?\{(\w+)\\?\}")


class Wording(BaseModel):
    """Patterns with names in braces in them: ``{speaker}``, ``{term}``, ``{question}``, ``{statement}`` …

    A language's own stand under ``[wording]`` in ``templates/lang``; English ones take the place of what is
    missing there, and a language without a file has WORDLESS. ``page`` holds what stands on paper.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    definition: str = "What is “{term}”?"
    definition_by: str = "According to {speaker}, what is “{term}”?"
    does: str = "What does “{term}” do?"
    does_by: str = "According to {speaker}, what does “{term}” do?"
    question_by: str = "How does {speaker} answer: “{question}”"
    statement_by: str = "{speaker}: “{statement}”"
    why: str = "“{statement}” — why?"
    why_by: str = "{speaker}: “{statement}” — why?"
    how: str = "“{statement}” — how?"
    how_by: str = "{speaker}: “{statement}” — how?"
    follows: str = "“{statement}” — what follows?"
    follows_by: str = "{speaker}: “{statement}” — what follows?"
    compare: str = "What is the difference between {one} and {other}?"
    compare_by: str = "What does {speaker} say is the difference between {one} and {other}?"
    who_said: str = "Who said: “{statement}”"
    what: str = "What {copula} {subject}?"
    what_by: str = "According to {speaker}, what {copula} {subject}?"
    opening: str = "Opening"
    closing: str = "Closing"
    number_hint: str = "a number"
    page: PageWording = PageWording()

    def asked(self, front: str) -> str:
        """Return what the ``front`` of a card asks, without what every card of its pattern says.

        It is what was put for the names in braces, but for the speaker; a front of no pattern is given back.
        """
        patterns = self._fronts if len(front) <= LONGEST_FRONT else ()
        found = next(filter(None, (pattern.fullmatch(front) for pattern in patterns)), None)
        return " ".join(found.groups()) if found else front

    @cached_property
    def _fronts(self) -> tuple[re.Pattern[str], ...]:
        """The patterns of fronts, what says most of itself first."""
        texts = (text for _, text in self if isinstance(text, str) and "{" in text)
        longest = sorted(texts, key=lambda text: -len(_PLACE.sub("", text)))
        return tuple(re.compile(_PLACE.sub(_any, re.escape(text)), re.DOTALL) for text in longest)

    def define(self, term: str, speaker: str | None, *, does: bool = False) -> str:
        """Return the question for what ``term`` is, or ``does``, asked of ``speaker`` where known."""
        one, by_one = (self.does, self.does_by) if does else (self.definition, self.definition_by)
        pattern = by_one if speaker else one
        return filled(pattern, term=term, speaker=speaker or "")

    def ask(self, question: str, speaker: str | None) -> str:
        """Return ``question`` as asked of ``speaker``: then "you" has a name, and the answer is no fact."""
        return filled(self.question_by, question=question, speaker=speaker) if speaker else question

    def ask_why(self, statement: str, speaker: str | None) -> str:
        """Return the question for the reason of ``statement``, as the words of ``speaker`` where known."""
        return filled(self.why_by if speaker else self.why, statement=statement, speaker=speaker or "")

    def ask_how(self, statement: str, speaker: str | None) -> str:
        """Return the question for the means of ``statement``, as the words of ``speaker`` where known."""
        return filled(self.how_by if speaker else self.how, statement=statement, speaker=speaker or "")

    def ask_what_follows(self, statement: str, speaker: str | None) -> str:
        """Return the question for what follows from ``statement``, as said by ``speaker`` where known."""
        pattern = self.follows_by if speaker else self.follows
        return filled(pattern, statement=statement, speaker=speaker or "")

    def ask_difference(self, one: str, other: str, speaker: str | None) -> str:
        """Return the question for what sets ``one`` and ``other`` apart, asked of ``speaker`` where known."""
        return filled(
            self.compare_by if speaker else self.compare, one=one, other=other, speaker=speaker or ""
        )

    def ask_what(self, subject: str, copula: str, speaker: str | None) -> str:
        """Return the question for what ``subject`` is, asked of ``speaker`` where known."""
        pattern = self.what_by if speaker else self.what
        return filled(pattern, subject=subject, copula=copula, speaker=speaker or "")

    def ask_who(self, statement: str) -> str:
        """Return the question for who said ``statement``."""
        return filled(self.who_said, statement=statement)

    def attribute(self, statement: str, speaker: str) -> str:
        """Return ``statement`` as the words of ``speaker``."""
        return filled(self.statement_by, statement=statement, speaker=speaker)


def _any(place: re.Match[str]) -> str:
    """Return a pattern for what may be put for a name in braces; the speaker's is not kept."""
    return "(?:.+?)" if place.group(1) == "speaker" else "(.+)"


WORDLESS = Wording(
    definition="{term} = ?",
    definition_by="{speaker}: {term} = ?",
    does="{term} → ?",
    does_by="{speaker}: {term} → ?",
    question_by="“{question}” — {speaker}: ?",
    why="“{statement}” ← ?",
    why_by="{speaker}: “{statement}” ← ?",
    how="“{statement}” ← ?",
    how_by="{speaker}: “{statement}” ← ?",
    follows="“{statement}” → ?",
    follows_by="{speaker}: “{statement}” → ?",
    compare="{one} ≠ {other} ?",
    compare_by="{speaker}: {one} ≠ {other} ?",
    who_said="? : “{statement}”",
    what="{subject} {copula} … ?",
    what_by="{speaker}: {subject} {copula} … ?",
    opening="…",
    closing="…",
    number_hint="0–9",
)
"""Signs in place of words, for languages that have none here: the learner need not read English."""
