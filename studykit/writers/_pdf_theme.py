"""The look of the printed guide: ``pdf/theme.toml``, checked."""

import tomllib
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from reportlab.lib.pagesizes import A4, LETTER

from studykit.contracts import PaperSize
from studykit.errors import TemplateError
from studykit.templates import Templates

THEME = "pdf/theme.toml"
PAPERS: dict[PaperSize, tuple[float, float]] = {"a4": A4, "letter": LETTER}
"""Width and height in points."""

Face = Literal["text", "text_italic", "text_bold", "label", "label_bold"]
Ink = Literal["ink", "muted", "accent"]
Role = Literal[
    "title",
    "show",
    "fact",
    "section",
    "chapter",
    "group",
    "label",
    "passage",
    "quote",
    "question",
    "answer",
    "term",
    "note",
    "side",
    "contents",
    "subcontents",
    "running",
]
Colour = Annotated[str, Field(pattern="^#[0-9a-fA-F]{6}$")]
Points = Annotated[float, Field(ge=0, le=400)]
TypeSize = Annotated[float, Field(ge=5, le=96)]

NARROWEST_SIDE = 72


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class FontFiles(_Part):
    """Names of TrueType files in the templates folder; ``fallback`` lends characters the others lack."""

    text: str
    text_italic: str
    text_bold: str
    label: str
    label_bold: str
    fallback: tuple[str, ...] = ()


class Colours(_Part):
    """``ink`` for text, ``muted`` for what stands back, ``accent`` for what leads the eye."""

    ink: Colour
    muted: Colour
    accent: Colour


class PageLayout(_Part):
    """Where text stands on the page, in points."""

    top: Points
    bottom: Points
    left: Points
    right: Points
    measure: Annotated[float, Field(ge=150, le=400)]
    gutter: Points
    sink: Points

    def side_width(self, paper: PaperSize) -> float:
        """Return the width of the side column on ``paper``, in points."""
        return PAPERS[paper][0] - self.left - self.measure - self.gutter - self.right

    @model_validator(mode="after")
    def _leaves_a_side_column(self) -> Self:
        for paper in PAPERS:
            if self.side_width(paper) < NARROWEST_SIDE:
                raise ValueError(
                    f"left, measure, gutter and right leave {self.side_width(paper):.0f} points of {paper} "
                    f"for the side column, which needs {NARROWEST_SIDE}"
                )
        return self


class Style(_Part):
    """How one kind of paragraph is set; lengths in points."""

    font: Face
    size: TypeSize
    leading: TypeSize
    colour: Ink
    before: Points
    after: Points
    indent: Points = 0


class Theme(_Part):
    """The whole of ``pdf/theme.toml``."""

    fonts: FontFiles
    colours: Colours
    page: PageLayout
    styles: dict[Role, Style]

    @model_validator(mode="after")
    def _has_every_style(self) -> Self:
        missing = [role for role in Role.__args__ if role not in self.styles]  # type: ignore[attr-defined]  # typeshed hides it
        if missing:
            raise ValueError(f"[styles.{missing[0]}] is missing")
        return self


def load(templates: Templates) -> Theme:
    """Return the theme; raises TemplateError, naming the key, where it is missing or broken."""
    path = str(templates.path(THEME))
    try:
        return Theme.model_validate(tomllib.loads(templates.text(THEME)))
    except tomllib.TOMLDecodeError as error:
        raise TemplateError(f"this is not TOML: {error}", where=path) from error
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"] if part != "[key]")
        message = first["msg"].removeprefix("Value error, ")
        raise TemplateError(
            f"{key}: {message}" if key else message, where=path, hint="compare it with the built-in theme"
        ) from error
