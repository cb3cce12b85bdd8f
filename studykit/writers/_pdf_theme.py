"""The look of the printed guide: ``pdf/theme.toml``, what another theme changes of it, both checked."""

import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, model_validator
from reportlab.lib.pagesizes import A4, A5, LETTER

from studykit.contracts import PaperSize
from studykit.errors import TemplateError, UsageError
from studykit.templates import Templates
from studykit.text import slug

THEME = "pdf/theme.toml"
"""The theme that every other one is laid over."""
THEMES = ("ink-saving", "large-print", "dyslexia")
"""Those that come with the program, each in ``pdf/<name>.toml``."""
PAPERS: dict[PaperSize, tuple[float, float]] = {"a4": A4, "letter": LETTER, "a5": A5}
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
    "index",
    "running",
    "sheet-title",
    "sheet-section",
    "item",
    "option",
    "fine",
    "card",
    "poster-title",
    "poster-chapter",
    "poster-text",
    "poster-fine",
]
Colour = Annotated[str, Field(pattern="^#[0-9a-fA-F]{6}$")]
Points = Annotated[float, Field(ge=0, le=400)]
EDGE = 15
"""Points; a printer reaches no nearer to the edge than 5 mm."""
Margin = Annotated[float, Field(ge=42, le=400)]
"""Head and foot stand in the middle of it."""
TypeSize = Annotated[float, Field(ge=5, le=96)]

NARROWEST_SIDE = 72
NARROWEST_MEASURE = 150


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


class TypeScale(_Part):
    """What all sizes and spaces, and all distances of lines besides, are multiplied with."""

    size: Annotated[float, Field(ge=0.7, le=2.5)] = 1
    leading: Annotated[float, Field(ge=0.8, le=2)] = 1
    tracking: Annotated[float, Field(ge=0, le=3)] = 0
    """Points between any two letters, besides what the font has."""


class Pictures(_Part):
    """How pictures are drawn: ``fill`` with areas of grey, or in outline alone, which saves ink."""

    fill: bool = True


class PageLayout(_Part):
    """Where text stands on the page, in points.

    ``measure`` is the width of the text where a side column stands beside it; where ``side`` is false the
    text has all the width, and who said it stands below.
    """

    top: Margin
    bottom: Margin
    left: Margin
    right: Annotated[float, Field(ge=EDGE, le=400)]
    measure: Annotated[float, Field(ge=NARROWEST_MEASURE, le=500)]
    gutter: Points
    sink: Points
    side: bool = True

    def side_width(self, paper: PaperSize) -> float:
        """Return the width of the side column on ``paper``, in points; 0 where there is none."""
        return max(PAPERS[paper][0] - self.left - self.measure - self.gutter - self.right, 0) * self.side


class PageChanges(_Part):
    """What of the page's layout is different on one size of paper."""

    top: Margin | None = None
    bottom: Margin | None = None
    left: Margin | None = None
    right: Annotated[float, Field(ge=EDGE, le=400)] | None = None
    measure: Annotated[float, Field(ge=NARROWEST_MEASURE, le=500)] | None = None
    gutter: Points | None = None
    sink: Points | None = None
    side: bool | None = None


class Style(_Part):
    """How one kind of paragraph is set; lengths in points."""

    font: Face
    size: TypeSize
    leading: TypeSize
    colour: Ink
    before: Points
    after: Points
    indent: Points = 0

    def scaled(self, scale: TypeScale) -> "Style":
        """Return the style ``scale.size`` times as large, its lines ``scale.leading`` times as far apart."""
        size, lines = scale.size, scale.size * scale.leading
        return Style(
            font=self.font,
            size=self.size * size,
            leading=self.leading * lines,
            colour=self.colour,
            before=self.before * lines,
            after=self.after * lines,
            indent=self.indent * size,
        )


class Theme(_Part):
    """The whole of ``pdf/theme.toml``."""

    fonts: FontFiles
    colours: Colours
    type: TypeScale = TypeScale()
    pictures: Pictures = Pictures()
    page: PageLayout
    on: dict[PaperSize, PageChanges] = {}
    styles: dict[Role, Style]

    @model_validator(mode="after")
    def _has_every_style(self) -> Self:
        missing = [role for role in Role.__args__ if role not in self.styles]  # type: ignore[attr-defined]  # typeshed hides it
        if missing:
            raise ValueError(f"[styles.{missing[0]}] is missing")
        return self

    @model_validator(mode="after")
    def _has_room_for_text(self) -> Self:
        for paper, (width, height) in PAPERS.items():
            page = self._layout(paper)
            side = width - page.left - page.measure - page.gutter - page.right
            if page.side and side < NARROWEST_SIDE:
                raise ValueError(
                    f"page: left, measure, gutter and right leave {side:.0f} points of {paper} "
                    f"for the side column, which needs {NARROWEST_SIDE}"
                )
            if min(width - page.left - page.right, height - page.top - page.bottom) < NARROWEST_MEASURE:
                raise ValueError(f"page: the margins leave too little room for text on {paper}")
        return self

    def on_paper(self, paper: PaperSize) -> "Theme":
        """Return the theme for one size of paper, in its own scale: lengths are those that are printed."""
        page, width = self._layout(paper), PAPERS[paper][0]
        if not page.side:
            page = page.model_copy(update={"measure": width - page.left - page.right, "gutter": 0})
        styles = {role: style.scaled(self.type) for role, style in self.styles.items()}
        return self.model_copy(update={"page": page, "styles": styles})

    def _layout(self, paper: PaperSize) -> PageLayout:
        changes = self.on.get(paper, PageChanges())
        return self.page.model_copy(update=changes.model_dump(exclude_none=True))


def load(templates: Templates, name: str = "") -> Theme:
    """Return the theme ``name``: one of THEMES, or a TOML file; the standard one where ``name`` is empty.

    What it says takes the place of what ``pdf/theme.toml`` says, key by key. Raises TemplateError, naming the
    key, where one of them is missing or broken, and UsageError where there is no such theme.
    """
    path, tables = templates.path(THEME), _tables(templates.path(THEME))
    if name:
        path = _path(templates, name)
        tables = _overlaid(tables, _tables(path))
    try:
        return Theme.model_validate(tables)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"] if part != "[key]")
        message = first["msg"].removeprefix("Value error, ")
        raise TemplateError(
            f"{key}: {message}" if key else message,
            where=str(path),
            hint="compare it with the built-in theme",
        ) from error


def _path(templates: Templates, name: str) -> Path:
    """Return the file of the theme ``name``: the user's own, or one of the templates folder."""
    if name.endswith(".toml"):
        return Path(name)
    try:
        return templates.path(f"pdf/{slug(name)}.toml")
    except TemplateError as error:
        choices = f"one of: {', '.join(THEMES)}; or the name of a file that ends in .toml"
        raise UsageError(f"there is no theme {name}", where="--theme", hint=choices) from error


_Tables = dict[str, Any]
"""What a TOML file holds."""


def _tables(path: Path) -> _Tables:
    try:
        return TypeAdapter(_Tables).validate_python(tomllib.loads(path.read_text(encoding="utf-8")))
    except tomllib.TOMLDecodeError as error:
        raise TemplateError(f"this is not TOML: {error}", where=str(path)) from error
    except (OSError, UnicodeDecodeError) as error:
        raise TemplateError(f"the theme cannot be read: {error}", where=str(path)) from error


def _overlaid(under: _Tables, over: _Tables) -> _Tables:
    """Return ``under`` with what ``over`` says in the place of it, table by table."""
    merged = dict(under)
    for key, value in over.items():
        below = merged.get(key)
        both = isinstance(value, dict) and isinstance(below, dict)
        merged[key] = _overlaid(below or {}, value) if both else value
    return merged
