"""What is printed alone has a subject, a main clause, no markup, and what its pronouns stand for."""

import pytest

from studykit.analysis.wholeness import Wholeness
from tests.analysis.reading import read


def _holds(text: str, language: str = "en") -> bool:
    return Wholeness(read(text, language=language)).holds(text)


@pytest.mark.parametrize(
    "text",
    [
        "Salt slows the yeast down because it draws water out of the cells.",
        "The bakers of the village know when their loaves are done.",
        "It takes a day to bring a starter back to life.",
        "If you cut the loaf hot, the crumb feels gummy.",
        "I think if you cut the loaf hot, the crumb feels gummy.",
        "I think the crumb feels gummy.",
        "Baking bread is a craft of patience.",
        "To save an hour, the bakers rest the dough overnight.",
        "There are two kinds of flour in the bakery.",
        "In the cellar, the loaves of the village rest for a day.",
        "On cold days, we rest.",
        "The Romans, when grain ran out, imported wheat from Egypt.",
    ],
)
def test_a_whole_statement_holds(text: str) -> None:
    assert _holds(text)


@pytest.mark.parametrize(
    "text",
    [
        "A French professor described how they rest the dough.",
        "Nadia, the dough of the village rests in the cellar.",
        "The dough of the village rests in the cellar, Tomás.",
        "The baker of the village sold them all.",
        "Without it the bubbles would just run together and escape.",
        "Keep your bread out of the fridge at all times.",
        "If you cut the loaf while the crumb is still wet.",
        "I think if you cut the loaf while the crumb is still wet, where nobody sees it.",
        "If you can cut the loaf, if you can wait for an hour.",
        "If you were, for some reason, expecting a loaf to rise in a cold oven.",
        "My view is that basic bread.",
        "If you can take the dough from the village bakery, and start to bake it right away.",
        "The last big oven, which baked for the whole village.",
        "In the cellar, because the loaves there stay cool.",
        "To inform the bakers of the flour that the mill has in store.",
        "Read [the recipe](https://crumb.example) of the baker.",
        "The list is at https://crumb.example for the bakers.",
        "> The starter lives in the fridge for a week.",
        "The idea of the oven is that you are not -- most bakers burn wood in the village.",
        "The starter is ⟨…⟩ better after a week.",
    ],
)
def test_half_a_statement_does_not(text: str) -> None:
    assert not _holds(text)


def test_where_no_parts_of_speech_are_known_pronouns_are_let_pass() -> None:
    assert _holds("Without it the bubbles would just run together.", language="xx")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Regenwürmer ziehen die Blätter in den Boden und mischen sie mit Erde."),
        ("de", "Mist liefert schnell Stickstoff, weil es im Stall viel davon gibt."),
        ("es", "Hay que esperar hasta que la masa doble su volumen."),
        ("es", "Lo importante es que la masa conserve su forma."),
        ("fr", "Il faut nourrir le levain avant qu'il perde sa force."),
        ("fr", "L'hippocampe garde les souvenirs pendant qu'il les trie."),
        ("pt", "Moer o café na hora conserva o seu aroma."),
    ],
)
def test_a_whole_statement_holds_in_each_language(language: str, text: str) -> None:
    assert _holds(text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Wurde dann etwas nervös während der Aufnahme des Gesprächs."),
        ("de", "Das führt aber dazu, dass der Boden Wasser verliert."),
        ("es", "Funciona mejor porque conserva el salvado."),
        ("es", "Hasta que la masa doble su volumen en el horno."),
        ("fr", "Sans elle les bulles se rejoignent et s'échappent."),
        ("pt", "Demora mais de cem anos a recuperar as espécies."),
    ],
)
def test_half_a_statement_does_not_in_any_language(language: str, text: str) -> None:
    assert not _holds(text, language)


def test_letters_of_a_picture_that_is_shown_point_outside() -> None:
    shown = "Then dough D goes before loaf C. After that E and F go in. At last B bumps C, and D is done."
    loaf, baker = "Loaf C rests in a cold cellar overnight.", "Vitamin C makes the dough of a baker strong."
    assert not Wholeness(read(f"{shown} {loaf}")).holds(loaf)
    assert Wholeness(read(f"The bakers know their loaves well. {baker}")).holds(baker)


def test_what_begins_outside_wants_company_more_than_what_points_later() -> None:
    def wants(text: str) -> float:
        return Wholeness(read(text)).wants_company(text)

    assert wants("Salt slows the yeast down because it draws water out of the cells.") == 0
    assert wants("Without it the bubbles would just run together and escape.") == 1
    assert wants("The mill [sends](https://crumb.example) its flour to the bakers of Lisbon.") == 1
    assert 0 < wants("Bakers in Lisbon have known about this problem for a century.") < 1


@pytest.mark.parametrize(
    ("speakers", "text", "is_whole"),
    [
        (("NADIA", "TOM"), "Nadia, the dough of the village rests in the cellar.", False),
        (("Nadia and Tom", "Ben"), "Bread wants salt, and, above all, the flour of the village.", True),
        (("May", "Will"), "The mill of the village sells flour in March, April, May.", True),
    ],
)
def test_who_is_called_is_known_by_a_name_in_any_dress(
    speakers: tuple[str, str], text: str, is_whole: bool
) -> None:
    assert Wholeness(read(text, speakers=speakers)).holds(text) is is_whole
