"""How: what happens on the front, by which means on the back."""

from studykit.cards._made import of_questions

CARD_TYPE = of_questions("how")
