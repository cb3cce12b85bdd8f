"""Question: what was asked in the episode on the front, the key sentence of the answer on the back."""

from studykit.cards._made import of_questions

CARD_TYPE = of_questions("question")
