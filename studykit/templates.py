"""Finds the files that designers change: card layouts, themes, fonts, words of a language."""

from dataclasses import dataclass
from pathlib import Path

from studykit.errors import TemplateError

_PACKAGE = Path(__file__).parent


def _built_in() -> Path:
    """Return the folder that travels inside the wheel, or the one beside the package in a checkout."""
    inside = _PACKAGE / "templates"
    return inside if inside.is_dir() else _PACKAGE.parent / "templates"


@dataclass(frozen=True)
class Templates:
    """The user's own templates first, where there are any, then the built-in ones."""

    own: Path | None = None

    def path(self, name: str) -> Path:
        """Return the file ``name``, such as ``anki/card.css``; raises TemplateError where it is missing."""
        for root in (self.own, _built_in()):
            if root is not None and (root / name).is_file():
                return root / name
        raise TemplateError(
            f"the template {name} is missing", hint="reinstall studykit, or check --templates"
        )

    def text(self, name: str) -> str:
        """Return a template's text; raises TemplateError where it is missing or not UTF-8."""
        path = self.path(name)
        try:
            return path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise TemplateError(f"the template cannot be read: {error}", where=str(path)) from error
