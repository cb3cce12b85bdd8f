"""What went less well without failing: returned with the result, printed once by the command line."""

from pydantic import BaseModel, ConfigDict


class Notice(BaseModel):
    """One thing the user may want to know.

    ``code`` is a fixed word to filter by (``card-dropped``), ``text`` a sentence for a person, ``where``
    the place it concerns (file:line, a clock time, a card's id; may be empty).
    """

    model_config = ConfigDict(frozen=True)

    code: str
    text: str
    where: str = ""
