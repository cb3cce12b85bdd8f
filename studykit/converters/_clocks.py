"""Writes times."""


def full(ms: int, mark: str = ".") -> str:
    """Return ``ms`` milliseconds as ``01:02:03.456``; ``mark`` stands before the milliseconds."""
    seconds, rest = divmod(ms, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}{mark}{rest:03}"


def short(ms: int) -> str:
    """Return ``ms`` milliseconds as ``01:02:03``, with its milliseconds where it has some."""
    return full(ms).removesuffix(".000")
