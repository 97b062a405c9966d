"""What can go wrong, said so that a reader knows the file, the reason and the remedy."""

from __future__ import annotations


class FramingError(Exception):
    """Base of every error this package raises on purpose."""


class UsageError(FramingError, ValueError):
    """A call or a command line that cannot mean anything."""


class InputError(FramingError, ValueError):
    """One input that cannot be read; the run goes on with the others.

    >>> print(InputError("a.txt", "the file is empty", "give a file with text"))
    a.txt: the file is empty (give a file with text)
    """

    def __init__(self, path: str, reason: str, remedy: str) -> None:
        self.path, self.reason, self.remedy = path, reason, remedy
        super().__init__(f"{path}: {reason} ({remedy})")

    def __reduce__(self) -> tuple[object, ...]:
        """Whole from one process to another."""
        return type(self), (self.path, self.reason, self.remedy), vars(self)


class NotAnArticle(InputError):
    """A file that is well formed and holds no article: settings, labels, results (``own``: those of this package)."""

    def __init__(self, path: str, reason: str, remedy: str, *, own: bool = False) -> None:
        super().__init__(path, reason, remedy)
        self.own = own


class LanguageError(FramingError, ValueError):
    """A text in a language that is not covered: its zones are read, its scores refused."""


class LexiconError(FramingError, ValueError):
    """One or more faults in a lexicon file, one line for each."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        self.faults = faults
        super().__init__("\n".join(faults))

    def __reduce__(self) -> tuple[object, ...]:
        """Whole from one process to another."""
        return type(self), (self.faults,)
