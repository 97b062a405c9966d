"""A form with files, as browsers send it (multipart/form-data, RFC 7578): read in memory, never put on disk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message

MAX_PARTS = 1000
_LONGEST_BOUNDARY = 70
_DISPOSITION = "content-disposition"


@dataclass(frozen=True, slots=True)
class Part:
    """One field: its name, what it holds, and the file's name where it is a file."""

    name: str
    data: bytes
    filename: str | None = None


def read_parts(body: bytes, content_type: str) -> Iterator[Part]:
    r"""The fields of a form in their order. Nothing where the body does not hold them.

    >>> body = b'--x\r\nContent-Disposition: form-data; name="text-1"\r\n\r\nHello\r\n--x--\r\n'
    >>> list(read_parts(body, "multipart/form-data; boundary=x"))
    [Part(name='text-1', data=b'Hello', filename=None)]
    """
    header = Message()
    header["content-type"] = content_type
    boundary = header.get_param("boundary")
    if not isinstance(boundary, str) or not 0 < len(boundary) <= _LONGEST_BOUNDARY or not boundary.isascii():
        return
    for piece in (b"\r\n" + body).split(b"\r\n--" + boundary.encode(), MAX_PARTS + 1)[1:]:
        if piece.startswith(b"--"):
            return
        head, blank, data = piece.partition(b"\r\n\r\n")
        about = _about(head)
        if blank and (name := _said(about, "name")):
            yield Part(name, data, _said(about, "filename"))


def _about(head: bytes) -> Message:
    """The header that says which field it is; browsers send names in UTF-8."""
    about = Message()
    for line in head.decode("utf-8", "replace").splitlines():
        name, _, value = line.partition(":")
        if name.strip().lower() == _DISPOSITION:
            about[_DISPOSITION] = value.strip()
    return about


def _said(about: Message, parameter: str) -> str | None:
    """A parameter of it; browsers write a quotation mark as ``%22``."""
    value = about.get_param(parameter, header=_DISPOSITION)
    return value.replace("%22", '"').replace("%0D%0A", " ") if isinstance(value, str) else None
