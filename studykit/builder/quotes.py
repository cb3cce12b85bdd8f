"""Cites what was said in an episode, and judges sentences that are said to rest on it."""

from collections.abc import Sequence

from studykit.builder.claims import Claims
from studykit.builder.ground import Grounding, objection
from studykit.builder.timeline import Timeline
from studykit.drafts import Evidence, PassageDraft
from studykit.language import lexicon
from studykit.model import Citation, Transcript
from studykit.templates import Templates


class Quotes:
    """What can be cited of one transcript; raises TemplateError where its language's lists are broken."""

    def __init__(self, transcript: Transcript, templates: Templates) -> None:
        self._grounding = Grounding(transcript, Timeline(transcript))
        self._claims = Claims(transcript, lexicon.load(transcript.episode.spoken, templates))

    def cite(self, quote: str, segment_id: str) -> Citation | None:
        """Return the citation of verbatim words that begin in a segment; None where they are not there."""
        return self._grounding.cite(Evidence(quote=quote, segment_id=segment_id))

    def find(self, evidence: Evidence) -> tuple[Citation, ...]:
        """Return the citations of words that a model quotes, also a letter or a word off; () for none."""
        return self._grounding.find(evidence)

    def objection(self, draft: PassageDraft, citations: Sequence[Citation]) -> str:
        """Return why ``citations`` do not bear out a sentence, "" where nothing speaks against it."""
        return objection(draft, tuple(citations), self._claims)
