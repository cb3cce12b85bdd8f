"""The study document as JSON: edit it by hand, then render it again with `studykit write`."""

import json

from studykit.contracts import Rendering, Writer, WriteSettings
from studykit.model import StudyDocument
from studykit.templates import Templates


def render(document: StudyDocument, templates: Templates, settings: WriteSettings) -> Rendering:  # noqa: ARG001  # every writer takes the same three
    """Return ``document`` as indented JSON; ``studykit.study_file.load`` reads it back as an equal value.

    The same document gives the same bytes. The format is described in ``docs/study-json.md``.
    """
    fields = document.model_dump(mode="json", by_alias=True)
    text = json.dumps(fields, ensure_ascii=False, indent=2) + "\n"
    return Rendering(text.encode("utf-8"))


WRITER = Writer("study.json", render)
