"""Why: a statement on the front, the reason that its speaker gives on the back."""

from studykit.cards._made import of_questions

CARD_TYPE = of_questions("why")
