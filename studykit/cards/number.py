"""Number: a key sentence with its number hidden."""

from studykit.cards._made import of_facts

CARD_TYPE = of_facts("number")
