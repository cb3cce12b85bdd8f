"""A folder for an Obsidian vault, as a zip: a note for each chapter and each term, linked, with flashcards.

    Memory Lane/Why we forget/Why we forget.md
    Memory Lane/Why we forget/Chapters/01 The forgetting curve.md
    Memory Lane/Why we forget/Terms/forgetting curve.md

Unpack it in the vault. The cards are written for the plug-in Spaced Repetition (obsidian-spaced-repetition),
under the tag ``#flashcards`` with the deck's name:

    What is the forgetting curve?
    ?
    The rate at which a memory fades when nobody asks for it.

    If you space the reviews, you need about ==40 %== fewer of them.

The plug-in keeps what was learned inside the notes: who unpacks a later build over them starts anew.
"""

from studykit import page_wording
from studykit.contracts import Rendering, Writer, WriteSettings
from studykit.model import StudyDocument
from studykit.templates import Templates
from studykit.writers._learnable import learnable
from studykit.writers._vault_notes import notes
from studykit.writers._zip import zipped


def render(document: StudyDocument, templates: Templates, settings: WriteSettings) -> Rendering:
    """Return the folder, and a notice for each card left out; the same arguments give the same bytes.

    Raises TemplateError.
    """
    cards, notices = learnable(document, "Obsidian vault")
    wording = page_wording.load(document.episode.spoken, templates)
    made = notes(document.model_copy(update={"cards": cards}), wording, settings)
    return Rendering(zipped({path: f"{text}\n".encode() for path, text in made.items()}), notices)


WRITER = Writer("obsidian.zip", render)
