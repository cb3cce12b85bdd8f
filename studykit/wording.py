"""The few sentences that the program itself says on a card, in the language of the episode."""

from pydantic import BaseModel, ConfigDict


class Wording(BaseModel):
    """Patterns with ``{speaker}``, ``{term}``, ``{question}`` or ``{statement}`` in them.

    A language's own stand under ``[wording]`` in ``templates/lang``; English ones take the place of what is
    missing there.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    definition: str = "What does “{term}” mean?"
    definition_by: str = "What does {speaker} mean by “{term}”?"
    question_by: str = "How does {speaker} answer: “{question}”"
    statement_by: str = "{speaker}: “{statement}”"
    opening: str = "Opening"

    def define(self, term: str, speaker: str | None) -> str:
        """Return the question for what ``term`` means, asked of ``speaker`` where the name is known."""
        pattern = self.definition_by if speaker else self.definition
        return _filled(pattern, term=term, speaker=speaker or "")

    def ask(self, question: str, speaker: str | None) -> str:
        """Return ``question`` as asked of ``speaker``: then "you" has a name, and the answer is no fact."""
        return _filled(self.question_by, question=question, speaker=speaker) if speaker else question

    def attribute(self, statement: str, speaker: str) -> str:
        """Return ``statement`` as the words of ``speaker``."""
        return _filled(self.statement_by, statement=statement, speaker=speaker)


def _filled(pattern: str, **words: str) -> str:
    """Put ``words`` in for their names in braces; what they hold themselves is not looked at again."""
    parts = pattern.split("{")
    return parts[0] + "".join(_put(part, words) for part in parts[1:])


def _put(part: str, words: dict[str, str]) -> str:
    name, closed, rest = part.partition("}")
    return f"{words[name]}{rest}" if closed and name in words else f"{{{part}"
