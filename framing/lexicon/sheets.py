"""Spreadsheets that people fill: cells that survive the way there and back, rows with the line they stand in."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from framing.errors import InputError
from framing.text.encodings import decode

Numbered = tuple[int, Mapping[str, str]]
"""A row with the number of its line in the file; the head is line 1."""
_DELIMITERS = (",", ";", "\t")
# A cell that begins like a formula is written with an apostrophe before it (framing.show.export.save_csv).
_GUARDED = re.compile(r"'+[=+\-@\t\r]")
_BAR = re.compile(r"(?<!\\)\|")


def guarded(cell: str) -> str:
    """A cell made so that ``unguarded`` gives it back after a spreadsheet's apostrophe was put before a formula.

    >>> [unguarded(cell) for cell in ("'-x", guarded("'-x"), "'tis")]
    ['-x', "'-x", "'tis"]
    """
    return f"'{cell}" if _GUARDED.match(cell) else cell


def unguarded(cell: str) -> str:
    """A cell without the apostrophe that kept it from being a formula."""
    return cell[1:] if _GUARDED.match(cell) else cell


def joined(texts: Sequence[str]) -> str:
    r"""Several texts in one cell, with bars between them; ``parted`` gives them back.

    >>> print(joined(["a|b", "c"])), parted(joined(["a|b", "c"]))
    a\|b | c
    (None, ['a|b', 'c'])
    """
    return " | ".join(text.replace("\\", "\\\\").replace("|", "\\|") for text in texts)


def parted(cell: str) -> list[str]:
    """The texts of a cell, blanks around them taken off."""
    texts, text, escaped = [], "", False
    for char in cell:
        if char == "|" and not escaped:
            texts.append(text)
            text = ""
        elif char == "\\" and not escaped:
            escaped = True
            continue
        else:
            text += char if char in "\\|" or not escaped else f"\\{char}"
        escaped = False
    return [stripped for text in [*texts, text] if (stripped := text.strip())]


def read_sheet(path: Path, kinds: Collection[Sequence[str]]) -> tuple[Sequence[str], list[Numbered]]:
    """Which kind of sheet a CSV file is, by the columns of its head, and its rows that are not empty.

    Any order of columns will do, and further ones; the cells may be parted by commas, semicolons or tabs, as spreadsheets
    do, in UTF-8 or another encoding that can be told. Errors: InputError naming the file, and the line where there is one.
    """
    try:
        text = decode(path.read_bytes(), str(path)).text.removeprefix("\ufeff")
    except OSError as error:
        raise InputError(str(path), f"cannot be read: {error.strerror}", "give a CSV file") from None
    head = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(_DELIMITERS, key=head.count), strict=True)
    rows: list[Numbered] = []
    names: list[str] = []
    number = 1
    try:
        for cells in reader:
            if not names:
                names = [cell.strip() for cell in cells]
            elif any(cell.strip() for cell in cells):
                if len(cells) > len(names):
                    reason = f"line {number}: {len(cells)} cells under {len(names)} columns"
                    raise InputError(str(path), reason, "put quotation marks around cells with commas")
                padded = cells + [""] * (len(names) - len(cells))
                rows.append((number, {name: unguarded(cell) for name, cell in zip(names, padded, strict=True)}))
            number = reader.line_num + 1
    except csv.Error as error:
        raise InputError(str(path), f"line {number}: {error}", "save it as CSV again") from None
    for columns in kinds:
        if set(columns) <= set(names):
            return columns, rows
    wanted = " or ".join(", ".join(columns) for columns in kinds)
    raise InputError(str(path), "not a sheet of this program", f"its first line needs the columns {wanted}")
