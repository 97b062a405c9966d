"""How sure a form is: of the lines of real text in which a person looked at it, how many were judged loaded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from framing.lexicon.load import folded_form
from framing.text.languages import Language

_SHEET_FIELDS = frozenset({"sha256", "corpus", "lines"})


@dataclass(frozen=True, slots=True)
class Review:
    """Of ``n`` lines with a form, ``right`` were judged loaded in their context."""

    right: int
    n: int

    def __add__(self, other: Review) -> Review:
        return Review(self.right + other.right, self.n + other.n)


Reviews = Mapping[tuple[str, str], Review]
"""Concept and folded form to what was judged."""


def read_reviews(data: Mapping[str, Any], language: Language) -> dict[tuple[str, str], Review]:
    """The ``[reviewed.<concept>]`` tables of a lexicon file, by concept and folded form.

    >>> from framing.text.languages import language_of
    >>> read_reviews({"reviewed": {"slam": {"Slammed": {"right": 7, "n": 8}}}}, language_of("en"))
    {('slam', 'slammed'): Review(right=7, n=8)}
    """
    found: dict[tuple[str, str], Review] = {}
    for concept, forms in data.get("reviewed", {}).items():
        for form, judged in forms.items():
            key = concept, folded_form(form, language)
            found[key] = found.get(key, Review(0, 0)) + Review(judged["right"], judged["n"])
    return found


def add_reviews(one: Reviews, other: Reviews) -> dict[tuple[str, str], Review]:
    """Both reviews together; a form that both judged has the sum."""
    return {**one, **{key: one.get(key, Review(0, 0)) + review for key, review in other.items()}}


def review_faults(data: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with the ``[reviewed.<concept>]`` tables and the ``[[sheet]]`` list of a file."""
    tables = data.get("reviewed", {})
    if not isinstance(tables, dict):
        yield "reviewed: needs tables [reviewed.<concept id>]"
        tables = {}
    for concept, forms in tables.items():
        if not isinstance(forms, dict):
            yield f"reviewed.{concept}: needs a line for each form: form = {{ right = 7, n = 8 }}"
            continue
        for form, judged in forms.items():
            if not _is_review(judged):
                yield f"reviewed.{concept}: {form!r}: needs {{ right = 7, n = 8 }} with 0 <= right <= n and n > 0"
    sheets = data.get("sheet", [])
    if not isinstance(sheets, list) or not all(isinstance(s, dict) and set(s) == _SHEET_FIELDS for s in sheets):
        yield f"sheet: each [[sheet]] needs {', '.join(sorted(_SHEET_FIELDS))}, and nothing else"


def _is_review(judged: object) -> bool:
    if not isinstance(judged, dict) or set(judged) != {"right", "n"}:
        return False
    right, n = judged["right"], judged["n"]
    return type(right) is int and type(n) is int and 0 <= right <= n and n > 0
