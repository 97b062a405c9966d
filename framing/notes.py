"""What a result has to say of itself: an English sentence that also knows its code and its values."""

from __future__ import annotations

import string
from collections.abc import Mapping
from typing import Any

Value = str | int | float | tuple[str, ...]
"""What fills a sentence: a word, a number, another note, or several of them."""


class Note(str):
    """A sentence about a result. It is its English text; ``code`` and ``values`` let a page say it in another language.

    ``sentence`` has the names of the values in braces, with a format as in ``str.format``; several words are put together
    with a comma, or with what the format says. The text of a code is stable: tables and JSON hold it as it is.

    >>> note = Note("few", "Fewer than {least:,} articles in {groups}.", least=10, groups=("The Ledger", "海外晨報"))
    >>> note
    'Fewer than 10 articles in The Ledger, 海外晨報.'
    >>> note.code, note.values["least"]
    ('few', 10)
    """

    __slots__ = ("code", "values")
    code: str
    values: Mapping[str, Value]

    def __new__(cls, code: str, sentence: str, /, **values: Value) -> Note:
        """The sentence with its values filled in. Errors: KeyError for a value that the sentence asks for and is not given."""
        return cls._made(_ENGLISH.vformat(sentence, (), values), code, values)

    @classmethod
    def _made(cls, text: str, code: str, values: Mapping[str, Value]) -> Note:
        note = super().__new__(cls, text)
        note.code, note.values = code, values
        return note

    def __reduce__(self) -> tuple[Any, ...]:
        """As it is, its sentence already filled: notes go to other processes and back."""
        return Note._made, (str(self), self.code, dict(self.values))


def code_of(note: str) -> str:
    """The code of a note, empty for a sentence that somebody else wrote."""
    return note.code if isinstance(note, Note) else ""


class _English(string.Formatter):
    def format_field(self, value: Any, format_spec: str) -> Any:
        """Several words in a row; all else as Python writes it."""
        return (
            (format_spec or ", ").join(value) if isinstance(value, tuple) else super().format_field(value, format_spec)
        )


_ENGLISH = _English()
