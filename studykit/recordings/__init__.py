"""Recordings: what the file of an episode's sound tells of it, and the sound itself. The door."""

from studykit.recordings.facts import Recording, examine
from studykit.recordings.sound import RATE_HZ, Piece, Samples, pieces

__all__ = ["RATE_HZ", "Piece", "Recording", "Samples", "examine", "pieces"]
