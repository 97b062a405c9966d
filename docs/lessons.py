"""Lessons run in this process: the cells of a notebook with what they print and show. For the site and the tests."""

from __future__ import annotations

import ast
import contextlib
import io
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Cell:
    """One cell: its text, and of a code cell what it printed, the HTML of its last value and its figures as SVG."""

    kind: str
    source: str
    printed: str = ""
    shown: str = ""
    figures: tuple[str, ...] = ()


def run_lesson(path: Path) -> tuple[tuple[Cell, ...], dict[str, Any]]:
    """Every cell of a notebook from top to bottom, and the names at the end. Errors: whatever a cell raises."""
    names: dict[str, Any] = {"__name__": "lesson"}
    cells = []
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        source = "".join(cell["source"])
        if cell["cell_type"] == "code":
            cells.append(_run(source, names, f"{path.name} {cell['id']}"))
        else:
            cells.append(Cell("markdown", source))
    return tuple(cells), names


def _run(source: str, names: dict[str, Any], where: str) -> Cell:
    """As a notebook does: all statements, then the last expression is shown."""
    tree = ast.parse(source, where)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    value = None
    with contextlib.redirect_stdout(io.StringIO()) as out:
        exec(compile(tree, where, "exec"), names)
        if last is not None:
            value = eval(compile(ast.Expression(last.value), where, "eval"), names)
    shown = value._repr_html_() if hasattr(value, "_repr_html_") else ""
    printed = out.getvalue() + (f"{value!r}\n" if value is not None and not shown and not _is_figure(value) else "")
    return Cell("code", source, printed, shown, tuple(_figures()))


def _is_figure(value: object) -> bool:
    return type(value).__module__.startswith("matplotlib")


def _figures() -> list[str]:
    """The open figures as SVG, then closed."""
    from matplotlib import pyplot

    found = []
    for number in pyplot.get_fignums():
        out = io.StringIO()
        pyplot.figure(number).savefig(out, format="svg", bbox_inches="tight", metadata={"Date": None})
        found.append(out.getvalue().partition("<svg")[1] + out.getvalue().partition("<svg")[2])
    pyplot.close("all")
    return found
