"""Who leads the talk is known by the welcome and the questions, and by when and how much each one speaks."""

from studykit.builder.tidy import tidy
from studykit.model import Speaker
from studykit.templates import Templates
from tests.talk import talk

ASKED, TOLD = (
    "And does it rise?",
    "It rises because the yeast eats the sugar and breathes out gas all night long.",
)


def _roles(*said: str, speakers: tuple[str, ...]) -> dict[str, str]:
    return {s.name: s.role for s in tidy(talk(*said, speakers=speakers), Templates()).speakers}


def test_who_asks_and_says_less_is_the_host() -> None:
    roles = _roles(*[ASKED, TOLD] * 8, speakers=("Nadia", "Tomás"))
    assert roles == {"Nadia": "host", "Tomás": "guest"}


def test_who_welcomes_the_listeners_leads_though_another_asks_more() -> None:
    said = [
        "Welcome to Crumb. My guest today is Tomás.",
        TOLD,
        ASKED,
        *["I see.", TOLD, ASKED, "I see.", TOLD, "So it is."] * 4,
    ]
    roles = _roles(*said, speakers=("Nadia", "Tomás", "Ben"))
    assert roles == {"Nadia": "host", "Tomás": "guest", "Ben": "unknown"}


def test_a_hall_that_asks_at_the_end_leads_no_talk() -> None:
    speakers = ("Tomás",)
    lecture = talk(*[TOLD] * 60, speakers=speakers)
    questions = talk(*[ASKED, TOLD] * 4, speakers=("Audience", "Tomás"))
    turns = tuple(
        turn.model_copy(
            update={
                "segments": tuple(s.model_copy(update={"id": f"{n}-{s.id}"}) for s in turn.segments),
            }
        )
        for n, turn in enumerate((*lecture.turns, *questions.turns))
    )
    both = lecture.model_copy(update={"turns": turns, "speakers": questions.speakers})
    assert {s.name: s.role for s in tidy(both, Templates()).speakers} == {
        "Audience": "unknown",
        "Tomás": "unknown",
    }


def test_who_hardly_speaks_leads_no_talk() -> None:
    said = ["Hm?", *[ASKED, TOLD] * 30, "Hm?"]
    speakers = tuple(Speaker(id=name, name=name) for name in ("Cat", "Nadia", "Tomás"))
    made = talk(*said, speakers=("Nadia", "Tomás"))
    turns = tuple(
        turn.model_copy(update={"speaker_id": "Cat"}) if turn.text == "Hm?" else turn for turn in made.turns
    )
    tidied = tidy(made.model_copy(update={"turns": turns, "speakers": speakers}), Templates())
    assert {s.name: s.role for s in tidied.speakers}["Cat"] == "unknown"


def test_a_role_that_the_source_states_stays() -> None:
    made = talk(*[ASKED, TOLD] * 8)
    stated = tuple(
        s.model_copy(update={"role": "host" if s.name == "Tomás" else "unknown"}) for s in made.speakers
    )
    tidied = tidy(made.model_copy(update={"speakers": stated}), Templates())
    assert {s.name: s.role for s in tidied.speakers} == {"Nadia": "guest", "Tomás": "host"}
