"""Terms are found again in any spelling."""

from studykit.analysis.known_terms import KnownTerms
from tests.analysis.reading import read, term

READING = read("The bulk rise, or first proof, takes four hours.", "Salt tightens the gluten network.")
KNOWN = KnownTerms([term("bulk rise", READING, "first proof"), term("gluten network", READING)])


def test_a_term_is_known_by_its_name_its_aliases_and_other_spellings() -> None:
    for spelled in ("bulk rise", "Bulk-rise", "first proof"):
        found = KNOWN.of(spelled.split())
        assert found is not None
        assert found.name == "bulk rise"
    assert KNOWN.of(["rise"]) is None


def test_the_terms_of_a_text_come_with_their_places() -> None:
    spoken = ["the", "bulk", "rise", "builds", "the", "gluten", "network"]
    assert [(begin, end, held.name) for begin, end, held in KNOWN.within(spoken)] == [
        (1, 3, "bulk rise"),
        (5, 7, "gluten network"),
    ]
