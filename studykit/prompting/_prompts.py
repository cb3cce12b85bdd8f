"""Reads the prompts from ``templates/prompts`` and fills them in."""

import hashlib
import json
from collections.abc import Mapping
from functools import cached_property
from string import Template

from pydantic import BaseModel

from studykit.errors import TemplateError
from studykit.services import Message
from studykit.templates import Templates

FOLDER = "prompts"
NAMES = (
    "outline.system.md",
    "outline.user.md",
    "chapter.system.md",
    "chapter.example.json",
    "chapter.user.md",
    "again.user.md",
    "unreadable.user.md",
    "review.system.md",
    "review.user.md",
    "verify.system.md",
    "verify.user.md",
)
"""Those that a study document is made by; what is asked of a finished one has its own."""


class Prompts:
    """The prompts of a run."""

    def __init__(self, templates: Templates) -> None:
        self._templates = templates

    @cached_property
    def version(self) -> str:
        """A fingerprint of the prompts that a study document is made by."""
        return hashlib.sha256("\x1f".join(map(self.text, NAMES)).encode()).hexdigest()[:8]

    def text(self, name: str) -> str:
        """Return the file ``name`` as it stands; raises TemplateError where it is missing."""
        return self._templates.text(f"{FOLDER}/{name}").strip()

    def filled(self, name: str, values: Mapping[str, object]) -> str:
        """Return the file ``name`` with ``values`` in it; raises TemplateError where it names another one."""
        try:
            return Template(self.text(name)).substitute(values)
        except (KeyError, ValueError) as error:
            raise TemplateError(
                f"the prompt cannot be filled in: {error}",
                where=f"{FOLDER}/{name}",
                hint=f"it may name {', '.join(f'${name}' for name in values)}; a dollar sign is written $$",
            ) from error

    def conversation(
        self, name: str, reply: type[BaseModel], values: Mapping[str, object]
    ) -> tuple[Message, ...]:
        """Return the question ``name``, to be answered as a ``reply``, with ``values`` in it."""
        shape = {"schema": schema(reply)}
        if name == "chapter":
            shape["example"] = self.text("chapter.example.json")
        return (
            Message("system", self.filled(f"{name}.system.md", shape)),
            Message("user", self.filled(f"{name}.user.md", values)),
        )


def schema(reply: type[BaseModel]) -> str:
    """Return the JSON schema of ``reply`` on one line, without the titles that repeat its names."""
    return json.dumps(_without_titles(reply.model_json_schema()), ensure_ascii=False)


def _without_titles(value: object) -> object:
    if isinstance(value, dict):
        return {
            key: _without_titles(inner)
            for key, inner in value.items()
            if not (key == "title" and isinstance(inner, str))
        }
    return [_without_titles(inner) for inner in value] if isinstance(value, list) else value
