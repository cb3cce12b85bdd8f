"""studykit turns the transcript of a podcast into study material."""

__version__ = "0.1.0"
