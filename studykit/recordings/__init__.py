"""Recordings: what the file of an episode's sound tells of it, and the sound itself. The door."""

from studykit.recordings._decoding import Samples
from studykit.recordings.cutting import Excerpt, cut
from studykit.recordings.facts import Recording, examine
from studykit.recordings.sound import RATE_HZ, Piece, pieces

__all__ = ["RATE_HZ", "Excerpt", "Piece", "Recording", "Samples", "cut", "examine", "pieces"]
