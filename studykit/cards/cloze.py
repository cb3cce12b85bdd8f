"""Cloze: a key sentence with its term hidden."""

from studykit.cards._made import of_facts

CARD_TYPE = of_facts("cloze")
