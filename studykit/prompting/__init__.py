"""Asks a language model what is worth learning; its prompts are in ``templates/prompts``."""

from studykit.prompting._answer import Excerpt, answer
from studykit.prompting._engine import ModelEngine
from studykit.prompting._prompts import Prompts
from studykit.prompting._review import plan as plan_review
from studykit.prompting._review import review
from studykit.prompting._reword import Spoken, rewordings
from studykit.prompting._reword import plan as plan_rewordings
from studykit.prompting._room import room_of
from studykit.prompting._second import Check
from studykit.prompting._verify import plan as plan_verify
from studykit.prompting._verify import verify

__all__ = [
    "Check",
    "Excerpt",
    "ModelEngine",
    "Prompts",
    "Spoken",
    "answer",
    "plan_review",
    "plan_rewordings",
    "plan_verify",
    "review",
    "rewordings",
    "room_of",
    "verify",
]
