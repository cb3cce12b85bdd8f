"""The hard rules for a card: each lets a good card pass and names what is wrong with a bad one."""

import pytest

from studykit.builder.ground import Grounding
from studykit.builder.rubric import FORM, WORDING, Judge, refusal
from studykit.builder.timeline import Timeline
from studykit.language.lexicon import load
from studykit.model import BLANK, Card, Citation
from studykit.templates import Templates
from tests.talk import talk

QUOTE = "In 1974 Raymond Calvel called it autolyse: you mix 70 grams of flour with water and let it rest."
JUDGE = Judge(
    Grounding(transcript := talk("Why rest?", QUOTE), Timeline(transcript)), load("en", Templates()), "en"
)


def _card(**changed: object) -> Card:
    fields = {
        "id": "x",
        "kind": "question",
        "front": "Why does a baker leave dough alone at first?",
        "back": "You mix 70 grams of flour with water and let it rest.",
        "citations": (Citation(quote=QUOTE),),
        "tags": ("kind::question",),
    }
    return Card.model_validate({**fields, **changed})


def _cloze(front: str, back: str) -> Card:
    return _card(kind="cloze", front=front, back=back)


GOOD = {
    "question": _card(),
    "cloze": _cloze(f"You mix 70 grams of {BLANK} with water and let it rest.", "flour"),
    "definition": _card(kind="definition", front="What does Tomás mean by “autolyse”?"),
    "question that says who answers": _card(
        front="According to Calvel, what is “autolyse”?",
        back="A rest according to plan.",
        citations=(Citation(quote=QUOTE),),
    ),
}


@pytest.mark.parametrize("kind", GOOD)
def test_a_good_card_passes_every_rule(kind: str) -> None:
    assert refusal(GOOD[kind], JUDGE, FORM + WORDING) == ""


NINE = "rye oats barley maize spelt emmer durum millet teff"


@pytest.mark.parametrize(
    ("rule", "card"),
    [
        ("A1", _card(citations=())),
        ("A1", _card(citations=(Citation(quote="Salt is a vitamin."),))),
        ("A2", _card(back="You mix 71 grams of flour.")),
        ("A2", _card(back="You mix 7 grams of flour.")),
        ("A2", _card(back="There Marie Curie let it rest.")),
        ("A2", _card(back="There Ray let it rest.")),
        ("A5", _card(front=" ".join([NINE] * 4) + "?")),
        ("A6", _card(back=" ".join([NINE] * 4))),
        ("A8", _card(front="Why does he leave dough alone?")),
        ("A8", _card(front="How does Tomás answer: “Why do they rest?”")),
        ("A8", _cloze(f"They mix 70 grams of {BLANK} with water and rest.", "flour")),
        ("A9", _card(front="Why does a baker mix flours?")),
        ("A12", _cloze("You mix flour with water and let it rest.", "flour")),
        ("A12", _cloze(f"You {BLANK} mix {BLANK} with water and let it rest.", "flour")),
        ("A12", _cloze(f"You mix {BLANK} and rest.", "flour")),
        ("A12", _cloze(f"You mix {BLANK} with water and let it all rest.", " ".join(NINE.split()[:6]))),
        ("A12", _cloze(f"You mix flour {BLANK} water and let it all rest.", "with")),
        ("A12", _cloze(f"Rye and then the {BLANK} of rye in it all.", "rye")),
        ("A17", _card(front=" ")),
        ("A17", _card(back="\n")),
        ("A17", _card(tags=("kind::a question",))),
        ("A17", _card(tags=("",))),
    ],
)
def test_a_bad_card_is_refused_by_the_rule_it_breaks(rule: str, card: Card) -> None:
    assert refusal(card, JUDGE, FORM + WORDING).startswith(f"{rule}:")


@pytest.mark.parametrize(("kind", "passes"), [("number", True), ("cloze", False)])
def test_a_number_in_words_is_worth_hiding_though_all_of_them_are_common(kind: str, passes: bool) -> None:
    said = Citation(quote="Old dough keeps in the cellar for half a year or so.")
    judge = Judge(
        Grounding(transcript := talk(said.quote), Timeline(transcript)), load("en", Templates()), "en"
    )
    card = _card(
        kind=kind,
        front=f"Old dough keeps in the cellar for {BLANK}.",
        back="half a year",
        citations=(said,),
    )
    assert (refusal(card, judge, FORM + WORDING) == "") == passes


def test_a_pronoun_inside_a_cloze_has_its_own_sentence_to_point_to() -> None:
    card = _cloze(f"You mix the {BLANK} with water before it rests.", "flour")
    assert refusal(card, JUDGE, WORDING) == ""


def test_names_in_other_quotes_or_case_are_still_in_the_words_cited() -> None:
    assert refusal(_card(back="What raymond “Calvel” let rest."), JUDGE, WORDING) == ""


def test_a_person_may_word_a_card_as_he_likes_but_not_empty_it() -> None:
    own = _card(front="Why does he mix flour?", back="Because Marie says so, 71 times.")
    assert refusal(own, JUDGE, FORM) == ""
    assert refusal(_card(back=""), JUDGE, FORM).startswith("A17")
