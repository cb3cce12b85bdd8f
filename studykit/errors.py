"""What can fail, each with its exit code; only the command line catches these.

StudykitError            1  a bug, unless a subclass says otherwise
├── UsageError           2  the command was called wrongly
├── ReadError            3  the transcript cannot be read
├── EngineError          4  the engine failed or is not set up
│   └── AnswerError      4  a language model gave no answer that can be used
├── NothingToStudyError  5  readable, but nothing in it to learn
├── WriteError           6  the output cannot be written
├── TemplateError        7  a template is missing or broken
├── AnkiError            9  the Anki program does not answer, or refuses (8: notices, under --strict)
└── PrintError          10  the file cannot be handed to a printer
"""


class StudykitError(Exception):
    """Something failed; says what happened, where, and what to try.

    Takes ``what`` (a sentence without a full stop), ``where`` (a file, file:line or setting; may be
    empty) and ``hint`` (what the user can do; may be empty). ``str()`` gives all three.
    """

    exit_code = 1

    def __init__(self, what: str, *, where: str = "", hint: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.hint = hint

    def __str__(self) -> str:
        text = f"{self.where}: {self.what}" if self.where else self.what
        return f"{text}\n  try: {self.hint}" if self.hint else text


class UsageError(StudykitError):
    """The command, a flag or a setting is wrong."""

    exit_code = 2


class ReadError(StudykitError):
    """The transcript cannot be read."""

    exit_code = 3


class EngineError(StudykitError):
    """The engine failed or is not set up."""

    exit_code = 4


class AnswerError(EngineError):
    """A language model gave no answer that can be used; what it was asked for may be had in another way."""


class NothingToStudyError(StudykitError):
    """The input was read, but there is nothing in it to learn from."""

    exit_code = 5


class WriteError(StudykitError):
    """The output cannot be written."""

    exit_code = 6


class TemplateError(StudykitError):
    """A template is missing or broken."""

    exit_code = 7


class AnkiError(StudykitError):
    """The Anki program cannot be asked, or refuses."""

    exit_code = 9


class PrintError(StudykitError):
    """The printing system is not there, or refuses."""

    exit_code = 10
