"""How to get what is not installed with the program itself."""

import sys


def python_command(arguments: str) -> str:
    """Return the command that runs this very Python with ``arguments``, to be copied into a terminal."""
    program = f'"{sys.executable}"' if " " in sys.executable else sys.executable
    return f"{program} {arguments}"
