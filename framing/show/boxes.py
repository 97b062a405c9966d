"""What is pasted into the form of the local page: its fields, and how much of it is read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from urllib.parse import parse_qsl, urlencode

from framing.data import data_root, read_toml
from framing.errors import FramingError, InputError
from framing.show.uploads import MAX_PARTS, read_parts
from framing.text.languages import called
from framing.text.read import read_article, read_sent
from framing.types import Article

MAX_BODY_BYTES = 10_000_000
"""Of one request, as it is sent: in a form without files a Chinese character is nine bytes."""
MAX_ARTICLES = 20
MAX_CHARACTERS = 200_000
"""Of one article."""
MAX_NAME_CHARACTERS = 300
"""Of an outlet or a title."""
MAX_MARK_CHARACTERS = 20_000
"""Of what readers marked in one article."""

_FIELD = re.compile(r"(text|outlet|title|marks|language)-([1-9][0-9]{0,2})")
_MAX_FIELDS = 1000


@dataclass(frozen=True, slots=True)
class Box:
    """One article as it was pasted, and what its readers marked in it; all empty where nothing was.

    ``language`` is chosen for lines that do not tell their own; empty: by the text alone.
    """

    text: str = ""
    outlet: str = ""
    title: str = ""
    marks: str = ""
    language: str = ""

    @property
    def empty(self) -> bool:
        """Whether nothing was written into it; a language may be chosen all the same."""
        return not (self.text or self.outlet or self.title or self.marks)


class RefusedRequest(FramingError):
    """A request that cannot be answered: status, key of the message, what fills it, what was pasted."""

    def __init__(self, status: int, message: str, *, boxes: Sequence[Box] = (), **filled: object) -> None:
        self.status, self.message, self.boxes, self.filled = status, message, tuple(boxes), filled
        super().__init__(message)


def read_boxes(body: bytes) -> tuple[Box, ...]:
    r"""The boxes of a form in the order of their numbers; a form's line breaks are turned back into ``\n``.

    >>> read_boxes(b"text-2=b%0D%0Ac&outlet-2=The+Ledger&text-1=a&other=x")
    (Box(text='a', outlet='', title='', marks='', language=''), Box(text='b\nc', outlet='The Ledger', title='', marks='', language=''))
    """
    try:
        pairs = parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=_MAX_FIELDS)
    except ValueError:
        raise RefusedRequest(400, "too_many") from None
    found: dict[int, dict[str, str]] = {}
    for name, value in pairs:
        if field := _FIELD.fullmatch(name):
            found.setdefault(int(field[2]), {})[field[1]] = value.replace("\r\n", "\n")
    return tuple(Box(**found[number]) for number in sorted(found))


def read_parts_boxes(body: bytes, content_type: str) -> tuple[Box, ...]:
    """The boxes of a form with files (field ``files``): those pasted, then one for each article of the files.

    Errors: RefusedRequest for too many fields, and for a file of which something cannot be read.
    """
    parts = list(read_parts(body, content_type))
    if len(parts) >= MAX_PARTS:
        raise RefusedRequest(400, "too_many")
    pasted = "&".join(
        urlencode({part.name: part.data}) for part in parts if part.filename is None and _FIELD.fullmatch(part.name)
    )
    boxes = [box for box in read_boxes(pasted.encode()) if not box.empty]
    for part in parts:
        if part.name == "files" and part.filename:
            found = list(islice(read_sent(part.data, part.filename), MAX_ARTICLES + 1))
            boxes += [
                Box(one.text, one.outlet, one.title, language=called(one.language))
                for one in found
                if isinstance(one, Article)
            ]
            for error in found:
                if isinstance(error, InputError):
                    raise RefusedRequest(400, "bad_file", boxes=boxes, file=part.filename, reason=error)
    return tuple(boxes)


def check_boxes(boxes: Sequence[Box]) -> tuple[Box, ...]:
    """The boxes that hold a text. Errors: RefusedRequest where there is none, or more or longer ones than allowed."""
    used = tuple(box for box in boxes if box.text.strip())
    if not used:
        raise RefusedRequest(400, "empty", boxes=boxes)
    if len(used) > MAX_ARTICLES:
        raise RefusedRequest(400, "too_many", boxes=boxes)
    for number, box in enumerate(boxes, 1):
        if len(box.text) > MAX_CHARACTERS:
            raise RefusedRequest(413, "too_long", n=number, boxes=boxes)
        if max(len(box.outlet), len(box.title), len(box.language)) > MAX_NAME_CHARACTERS:
            raise RefusedRequest(400, "name_too_long", n=number, boxes=boxes)
        if len(box.marks) > MAX_MARK_CHARACTERS:
            raise RefusedRequest(413, "marks_too_long", n=number, boxes=boxes)
    return used


def find_example(event: str) -> tuple[Box, ...]:
    """The invented articles on one event of the demonstration corpus; empty where there is no such event."""
    folder = data_root("seeds") / "demo"
    entries = [e for e in read_toml(folder / "manifest.toml")["article"] if e["event"] == event]
    return tuple(Box(read_article(folder / e["file"]).text, e["outlet"], e["title"]) for e in entries)
