"""List: a sentence that names two or three things, with these hidden."""

from studykit.cards._made import of_facts

CARD_TYPE = of_facts("list")
