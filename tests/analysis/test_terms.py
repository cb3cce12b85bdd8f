"""Terms are what an episode says far more often than the language does."""

from hypothesis import given
from hypothesis import strategies as st

from studykit.analysis.candidates import key_of
from studykit.analysis.terms import find_terms
from tests.analysis.reading import read, terms_of

ACRONYM = (
    "Reinforcement learning is a method where an agent learns from rewards.",
    "With RL the reward is sparse. RL training is slow, and RL needs a simulator.",
    "Reinforcement learning and RL are the same, and the simulator is the bottleneck.",
    "So the simulator feeds reinforcement learning, and RL feeds on rewards.",
)


def test_an_acronym_and_what_it_stands_for_are_one_term() -> None:
    terms = terms_of(read(*ACRONYM))
    rl = next(term for name, term in terms.items() if name == "RL" or "RL" in term.aliases)
    assert {"RL", "reinforcement learning"} <= {
        rl.name,
        *(alias.casefold() for alias in rl.aliases),
        *rl.aliases,
    }
    assert rl.kind == "acronym"
    assert sum("RL" in (name, *term.aliases) for name, term in terms.items()) == 1


def test_a_word_of_two_capitals_goes_by_itself_and_not_by_its_letters() -> None:
    terms = terms_of(read("We wrote it in TypeScript.", "So TS is what the compiler of TypeScript reads."))
    assert "TS" in terms["TypeScript"].aliases
    assert "TS" not in terms
    laptop = terms_of(read("A MacBook has 500 MB.", "MB are what the MacBook has."))
    assert not any("MB" in term.aliases for term in laptop.values())


def test_the_small_words_of_a_name_have_no_letter_in_its_acronym() -> None:
    said = (
        "La RDC est un pays de l'Afrique, et la République démocratique du Congo a des mines.",
        "Un reportage de Cash a montré la RDC et ses mines au public.",
    )
    terms = terms_of(read(*said, language="fr"))
    named = next({name, *term.aliases} for name, term in terms.items() if "RDC" in {name, *term.aliases})
    assert "République démocratique du Congo" in named
    assert not any("Cash" in name for name in named)


def test_a_plural_and_a_spelling_with_a_hyphen_are_one_term() -> None:
    terms = terms_of(
        read(
            "A sourdough needs a starter, and starters need flour.",
            "My starter eats rye; the whole-grain starter eats more.",
            "Whole grain starters rise fast, and a whole-grain starter smells of apples.",
        )
    )
    assert sum("starter" in (name, *term.aliases) for name, term in terms.items()) <= 1
    assert len([name for name in terms if key_of(name.split()).startswith("wholegrain")]) <= 1


def test_speakers_and_the_show_are_no_terms() -> None:
    terms = terms_of(
        read(
            "Nadia Okafor, why is hydration high? Ferreira says hydration helps on Crumb.",
            "Nadia, hydration is all. Nadia Okafor knows hydration. Crumb is fun. Ferreira bakes.",
            speakers=("Nadia Okafor", "Tomás Ferreira"),
            show="Crumb",
        )
    )
    assert "hydration" in terms
    said = " ".join(terms).casefold()
    assert not any(name in said for name in ("nadia", "okafor", "ferreira", "crumb"))


def test_a_person_who_is_named_once_is_a_term() -> None:
    terms = terms_of(read("The physicist Isaac Newton baked, and autolyse stayed.", "Autolyse, yes."))
    assert terms["Isaac Newton"].kind == "person"


def test_a_person_is_one_term_by_the_full_name() -> None:
    said = "The physicist Isaac Newton wrote to the baker Isaac Newton."
    names = {
        name for name in terms_of(read(said, "Isaac Newton baked.")) if "Newton" in name or "Isaac" in name
    }
    assert names == {"Isaac Newton"}


def test_a_part_of_a_name_that_is_said_elsewhere_too_stays() -> None:
    said = ("Isaac Newton wrote letters.", "A newton is the force on an apple.", "He needs one newton.")
    assert "newton" in {name.casefold() for name in terms_of(read(*said))}


def test_what_bears_a_name_and_another_person_of_that_name_are_terms_too() -> None:
    names = terms_of(read("Richard Hamming built Hamming codes in the lab.", "Hamming codes find errors."))
    assert {"Richard Hamming", "Hamming codes"} <= set(names)
    two = terms_of(read("Isaac Newton and Huey Newton both wrote long letters."))
    assert {"Isaac Newton", "Huey Newton"} <= set(two)


def test_common_words_and_asides_give_no_terms() -> None:
    said = (
        "People say many things about the way we work.",
        "Welcome to the Zyzzyva show, Zyzzyva listeners.",
    )
    assert terms_of(read(*said, *said, *said)) == {}


def test_the_sentences_of_a_term_hold_it() -> None:
    reading = read(*ACRONYM)
    for term in find_terms(reading, most=20):
        forms = [form.casefold() for form in (term.name, *term.aliases)]
        held = [reading.sentences[order].folded for order in term.sentences]
        assert held
        assert all(any(form in text for form in forms) for text in held)


def test_no_more_terms_are_found_than_asked() -> None:
    assert len(find_terms(read(*ACRONYM), most=1)) == 1


VOCABULARY = [
    "gluten",
    "Hydration",
    "RL",
    "NASA's",
    "yeast-cell",
    "the",
    "and",
    "of",
    "a,",
    "slowly",
    "baked.",
]
ODD = ["3.5", "Łódź", "中文", "Calvel’s"]


@given(
    st.lists(
        st.lists(st.sampled_from(VOCABULARY + ODD), min_size=1, max_size=12).map(" ".join),
        min_size=1,
        max_size=5,
    )
)
def test_terms_are_said_and_come_in_one_order(said: list[str]) -> None:
    reading = read(*said)
    terms = find_terms(reading, most=30)
    assert terms == find_terms(read(*said), most=30)
    assert [term.weight for term in terms] == sorted((term.weight for term in terms), reverse=True)
    assert len({term.key for term in terms}) == len(terms)


def test_a_speaker_goes_by_an_initial_and_a_surname_too() -> None:
    said = (
        "KBall bakes rye bread with gelatinised starch.",
        "Nobody bakes gelatinised starch as KBall does.",
    )
    assert "KBall" in terms_of(read(*said))
    assert "KBall" not in terms_of(read(*said, speakers=("Kevin Ball", "Ana Ruiz")))
