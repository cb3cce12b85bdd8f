"""What went less well without failing: returned with the result, printed once by the command line."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict

from studykit.text import clean

Line = Annotated[str, AfterValidator(clean)]
"""What a notice tells: it may quote a file or its name, so control characters stay out of it."""


class Notice(BaseModel):
    """One thing the user may want to know.

    ``code`` is a fixed word to filter by (``card-dropped``), ``text`` a sentence for a person, ``where``
    the place it concerns (file:line, a clock time, a card's id; may be empty).
    """

    model_config = ConfigDict(frozen=True)

    code: Line
    text: Line
    where: Line = ""
