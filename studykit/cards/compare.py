"""Compare: two things on the front, what sets them apart on the back."""

from studykit.cards._made import of_questions

CARD_TYPE = of_questions("compare")
