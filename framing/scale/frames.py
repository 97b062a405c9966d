"""analyze_frame(): a DataFrame of texts to a DataFrame of results, the function that every engine maps."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.analyze import failed
from framing.errors import InputError, UsageError
from framing.scale.settings import BUILT_IN_SETTINGS, Settings, measure
from framing.scale.tables import Kind, Type, table_columns, table_rows
from framing.text.records import check_columns, find_columns, to_article
from framing.text.sources import Source
from framing.types import Analysis

if TYPE_CHECKING:
    import pandas

DTYPES: Mapping[Type, str] = {"text": "string", "whole": "Int64", "number": "Float64", "yes_no": "boolean"}
_TABLE = Source(Path("table"), "the table", "", "row", io.BytesIO)


def analyze_frame(
    frame: pandas.DataFrame,
    *,
    text: str = "text",
    rows: Kind = "article",
    columns: Mapping[str, str] | None = None,
    settings: Settings = BUILT_IN_SETTINGS,
) -> pandas.DataFrame:
    """Results of the articles in a DataFrame, one kind of ``rows``; pure: what a row gives depends on that row alone.

    ``text`` names the column of the texts. Outlet, date, id, language, event … come from columns of the usual names, or
    of those that ``columns`` gives (role → column, as for ``read_articles``); a row without an id is named by its
    index. The result has the columns of ``table_columns(rows)`` (docs/tables.md) whatever comes in, an empty frame
    included, and the index of the row that each line is of, so ``frame.join(result)`` works. A row without a text,
    or one that fails, is an article line with the reason in ``refused``.

    Errors: UsageError for a column, a kind of row or a role that there is not.

    >>> import pandas
    >>> frame = pandas.DataFrame({"text": ["The so-called reform passed.", None], "outlet": ["A", "B"]}, index=[7, 8])
    >>> analyze_frame(frame, rows="loaded")[["outlet", "text", "voice"]].to_dict("index")
    {7: {'outlet': 'A', 'text': 'so-called', 'voice': 'author'}}
    >>> analyze_frame(frame)["refused"].tolist()
    ['', 'the text is empty (leave the row out, or give its text)']
    """
    import pandas

    names = table_columns(rows)
    lines: list[dict[str, Any]] = []
    places: list[int] = []
    for place, analysis in enumerate(_analyses(frame, text, columns, settings.check())):
        found = table_rows(analysis, (rows,))[rows]
        lines += found
        places += [place] * len(found)
    series = {
        name: pandas.array([line[name] for line in lines], dtype=DTYPES[type])  # type: ignore[call-overload]
        for name, type in names.items()
    }
    return pandas.DataFrame(series, index=frame.index.take(places))


def _analyses(
    frame: pandas.DataFrame, text: str, columns: Mapping[str, str] | None, settings: Settings
) -> Iterator[Analysis]:
    held = [str(name) for name in frame.columns]
    if text not in held:
        raise UsageError(
            f"the table has no column {text!r} (it has {', '.join(held)}); name the one of the texts: text=…"
        )
    try:
        found = find_columns(held, {**check_columns(columns), "text": text}, "the table")
    except InputError as error:
        raise UsageError(str(error)) from None
    id_column = found.pop("id", None)
    cells = [
        frame[column].astype(object).where(frame[column].notna(), None).tolist()
        for column in (*found.values(), *([id_column] if id_column else []))
    ]
    for label, *values in zip(frame.index.tolist(), *cells, strict=True):
        name = values.pop() if id_column else None
        yield _analysis(
            dict(zip(found.values(), values, strict=True)), found, str(label if name is None else name), settings
        )


def _analysis(row: Mapping[str, Any], columns: Mapping[str, str], name: str, settings: Settings) -> Analysis:
    try:
        return measure(replace(to_article(row, columns, _TABLE, None), id=name), settings)
    except InputError as error:
        told = to_article({**row, columns["text"]: "."}, columns, _TABLE, None)
        return failed(replace(told, id=name, text="", notes=()), f"{error.reason} ({error.remedy})", settings.lexicon)
