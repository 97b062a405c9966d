"""The tables of results: which kinds of row there are, their columns and types, and what an analysis puts into each."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

from framing.errors import UsageError
from framing.scale.tallies import tally_row
from framing.show.export import rows_of
from framing.types import Analysis

Kind = Literal["article", "attribution", "source", "loaded", "stance", "frame", "prediction", "tally"]
KINDS: tuple[Kind, ...] = get_args(Kind)
Type = Literal["text", "whole", "number", "yes_no"]
TYPES: tuple[Type, ...] = get_args(Type)


def table_columns(kind: Kind) -> dict[str, Type]:
    """The columns of a table, in order, each with its type: text, whole, number or yes_no. The same for every run.

    Errors: UsageError for a kind that there is not.

    >>> list(table_columns("stance"))
    ['article', 'outlet', 'date', 'language', 'target', 'voice', 'value', 'role', 'evidence', 'lexicon']
    """
    return {name: type for name, (type, _) in described_columns(kind).items()}


@cache
def described_columns(kind: Kind) -> Mapping[str, tuple[Type, str]]:
    """The columns of a table with type and meaning, from ``columns.toml``."""
    if kind not in KINDS:
        raise UsageError(f"rows is one of {', '.join(KINDS)}, got {kind!r}")
    tables = tomllib.loads(Path(__file__).with_name("columns.toml").read_text(encoding="utf-8"))
    return {name: (type, says) for part in ("key", kind, "last") for name, (type, says) in tables[part].items()}


def table_rows(analysis: Analysis, kinds: Iterable[Kind]) -> dict[Kind, list[dict[str, Any]]]:
    """The rows of an analysis for each table, every column there. Half characters, which no file holds, as escapes."""
    kinds = tuple(kinds)
    of_results = rows_of(analysis, [kind for kind in kinds if kind != "tally"])
    found: dict[Kind, list[dict[str, Any]]] = {kind: of_results[kind] for kind in kinds if kind != "tally"}
    if "tally" in kinds:
        found["tally"] = [] if analysis.refused else [tally_row(analysis)]
    whole = _is_whole(analysis)
    return {
        kind: [{name: row.get(name) if whole else _escaped(row.get(name)) for name in names} for row in found[kind]]
        for kind in kinds
        for names in [described_columns(kind)]
    }


def _is_whole(analysis: Analysis) -> bool:
    article = analysis.article
    try:
        for text in (article.text, article.id, article.outlet, article.title, article.event, analysis.refused):
            text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _escaped(value: Any) -> Any:
    return value.encode("utf-8", "backslashreplace").decode() if isinstance(value, str) else value


def tables_page() -> str:
    """docs/tables.md: every table and column, from the same file that the code takes them from."""
    lines = [
        "# Tables of results",
        "",
        "Written from `framing/scale/columns.toml`. `analyze --out FILE`, `analyze_frame` and `analyze_dask` give these columns, in this",
        "order, for every run. An empty cell: there is no such value. Shares are 0 to 1. Offsets are code points of the raw text.",
        "",
        "| type | pandas | Parquet | Spark |",
        "| --- | --- | --- | --- |",
        "| text | `string` | string | `string` |",
        "| whole | `Int64` | int64 | `bigint` |",
        "| number | `Float64` | double | `double` |",
        "| yes_no | `boolean` | bool | `boolean` |",
    ]
    for kind in KINDS:
        lines += ["", f"## {kind}", "", "| column | type | what it is |", "| --- | --- | --- |"]
        lines += [f"| {name} | {type} | {says} |" for name, (type, says) in described_columns(kind).items()]
    return "\n".join(lines) + "\n"
