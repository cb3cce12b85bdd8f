"""Who said: a view on the front, who holds it on the back; where several people talk."""

from studykit.cards._made import of_questions

CARD_TYPE = of_questions("who-said")
