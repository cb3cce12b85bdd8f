"""studykit turns the transcript of a podcast into study material."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("studykit")
except PackageNotFoundError:  # run from a source tree that was never installed
    __version__ = "0+source"
