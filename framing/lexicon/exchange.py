"""The loaded lexicon as rows for a native speaker's review, and the reviewed rows back as changes to its files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from framing.lexicon.load import folded_form
from framing.lexicon.review import Review, Reviews
from framing.lexicon.sheets import Numbered, guarded, joined, parted
from framing.text.languages import Language

KINDS = ("forms", "verbs", "nouns")
_LISTS = ("unless", "near", "hit", "miss")
_FIELDS = ("strength", "neutral", *_LISTS, "before_name", "source", "note")
_YES = "yes"
_MEANING = ("category", "definition")
COLUMNS = (
    "language", "concept", *_MEANING, "entry", "kind", "form", *_FIELDS, "absent", "right", "reviewed", "verdict", "comment",
)  # fmt: skip
"""One row a form. A reviewer may change any cell but the keys, add rows, and fill the last two."""
KEEP, REMOVE = "keep", "remove"
_KEYS = ("language", "concept", "form")  # a row that lacks one of the first two cannot be placed


# --- out ---


def rows_of(
    language: Language, terms: Iterable[Mapping[str, Any]], concepts: Mapping[str, Mapping[str, str]], reviews: Reviews
) -> Iterator[dict[str, str]]:
    """A row for each form of a lexicon file; an entry that is marked absent has one row without a form.

    ``entry`` counts the entries of a concept, since it may have several of different strength. Lists stand in one cell
    with ``|`` between them. Not in the rows: comments of the file, and of a concept all but category and definition.
    """
    for (concept, number), entry in numbered(terms):
        shared = {"language": language.code, "concept": concept, "entry": str(number), **_cells(entry)}
        shared |= {name: concepts.get(concept, {}).get(name, "") for name in _MEANING}
        forms = [(kind, form) for kind in KINDS for form in entry.get(kind, ())]
        for kind, form in forms or [("", "")]:
            review = (
                reviews.get((concept, folded_form(form, language)), Review(0, 0)) if kind == "forms" else Review(0, 0)
            )
            own = {"kind": kind, "form": form, "right": str(review.right), "reviewed": str(review.n)}
            yield {name: guarded((shared | own).get(name, "")) for name in COLUMNS}


def _cells(entry: Mapping[str, Any]) -> dict[str, str]:
    cells = {name: joined(entry.get(name, ())) for name in _LISTS}
    cells |= {name: str(entry.get(name, "")) for name in (*_FIELDS, "absent") if name not in _LISTS}
    return cells | {"before_name": _YES if entry.get("before_name") else ""}


# --- back ---


@dataclass(slots=True)
class _Group:
    """The rows of one entry: what they say of each field, and which forms they hold."""

    line: int
    values: dict[str, dict[str, int]] = field(default_factory=dict)  # field → cell → first line
    forms: dict[tuple[str, str], tuple[int, str]] = field(default_factory=dict)  # kind, form → line, verdict


@dataclass(frozen=True, slots=True)
class EntryChange:
    """One entry as it was (None: it is new) and as it shall be (None: it goes), with the line that asks for it."""

    concept: str
    number: int
    line: int
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None
    form_lines: Mapping[tuple[str, str], int] = field(default_factory=dict)  # kind and form → line


@dataclass(frozen=True, slots=True)
class Changes:
    """What the rows of one language ask for, what is wrong with them, and what the reviewer remarked."""

    entries: tuple[EntryChange, ...]
    faults: tuple[str, ...]
    comments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Meaning:
    """The fields of a concept that are to change (category, definition), and the line that asks for it."""

    line: int
    fields: Mapping[str, str]


def read_changes(rows: Iterable[Numbered], language: Language, terms: Sequence[Mapping[str, Any]]) -> Changes:
    """The difference between reviewed rows and the entries of a language as they are. What has no row stays as it is.

    The cells of an entry stand in all of its rows: a value that differs from today's in any of them is the change; two
    different new values are a fault. A form goes when its verdict is ``remove``; a new row adds its form. An entry whose
    forms all go goes too. Every fault names its line.
    """
    faults: list[str] = []
    comments: list[str] = []
    groups: dict[tuple[str, int], _Group] = {}
    for line, row in rows:
        if row["language"].strip() != language.code:
            continue
        wrong = list(_row_faults(row))
        faults += [f"line {line}: {fault}" for fault in wrong]
        if wrong:
            continue
        concept, number = row["concept"].strip(), int(row.get("entry", "").strip() or 1)
        group = groups.setdefault((concept, number), _Group(line))
        for name in (*_FIELDS, "absent"):
            group.values.setdefault(name, {}).setdefault(_tidy(name, row.get(name, "")), line)
        if form := row["form"].strip():
            verdict = row.get("verdict", "").strip().casefold()
            group.forms[(row.get("kind", "").strip() or "forms", form)] = line, verdict
        if comment := row.get("comment", "").strip():
            comments.append(f"line {line}: {concept}: {row['form'].strip()}: {comment}")
    today = dict(numbered(terms))
    changes = []
    for (concept, number), group in groups.items():
        before = today.get((concept, number))
        after, wrong = _entry(concept, group, before)
        faults += wrong
        if not wrong and after != before:
            lines = {key: line for key, (line, _) in group.forms.items()}
            changes.append(EntryChange(concept, number, group.line, before, after, lines))
    return Changes(tuple(changes), tuple(faults), tuple(comments))


def read_meanings(
    rows: Iterable[Numbered], concepts: Mapping[str, Mapping[str, str]]
) -> tuple[dict[str, Meaning], list[str]]:
    """The concepts that the rows of all languages define anew or change, and the faults, each with its line."""
    said: dict[str, dict[str, dict[str, int]]] = {}
    for line, row in rows:
        for name in _MEANING:
            values = said.setdefault(row["concept"].strip(), {}).setdefault(name, {})
            values.setdefault(row.get(name, "").strip(), line)
    changed: dict[str, Meaning] = {}
    faults: list[str] = []
    for concept, fields in said.items():
        today = concepts.get(concept, {})
        decided = {name: _decided(name, values, today.get(name, ""), new=False) for name, values in fields.items()}
        faults += [fault for _, wrong in decided.values() for fault in wrong]
        new = {name: value for name, (value, _) in decided.items() if value != today.get(name, "")}
        if concept and new:
            changed[concept] = Meaning(min(line for values in fields.values() for line in values.values()), new)
    return changed, faults


def _row_faults(row: Mapping[str, str]) -> Iterator[str]:
    yield from (f"{name} is empty" for name in _KEYS[:2] if not row[name].strip())
    if (kind := row.get("kind", "").strip()) not in ("", *KINDS):
        yield f"kind is {', '.join(KINDS)} or empty, got {kind!r}"
    if (verdict := row.get("verdict", "").strip().casefold()) not in ("", KEEP, REMOVE):
        yield f"verdict is {KEEP}, {REMOVE} or empty, got {verdict!r} (write the rest as a comment)"
    if (named := row.get("before_name", "").strip()) not in ("", _YES):
        yield f"before_name is {_YES} or empty, got {named!r}"
    if (entry := row.get("entry", "").strip()) and not (entry.isdecimal() and int(entry) > 0):
        yield f"entry is a number from 1, or empty, got {entry!r}"


def _tidy(name: str, cell: str) -> str:
    return joined(parted(cell)) if name in _LISTS else cell.strip()


def numbered(terms: Iterable[Mapping[str, Any]]) -> Iterator[tuple[tuple[str, int], Mapping[str, Any]]]:
    """Each entry with its concept and its number among the entries of that concept, from 1."""
    seen: dict[str, int] = {}
    for entry in terms:
        seen[entry["concept"]] = seen.get(entry["concept"], 0) + 1
        yield (entry["concept"], seen[entry["concept"]]), entry


def _entry(concept: str, group: _Group, before: Mapping[str, Any] | None) -> tuple[Mapping[str, Any] | None, list[str]]:
    """The entry that a group of rows asks for, and what is wrong with them."""
    said, faults = {}, []
    today = _cells(before) if before is not None else {}
    for name, values in group.values.items():
        value, fault = _decided(name, values, today.get(name, ""), new=before is None)
        said[name] = value
        faults += fault
    if not said["strength"].isdecimal() and not said["absent"]:
        faults.append(f"line {group.line}: strength is 1, 2 or 3, got {said['strength']!r}")
    if faults:
        return None, faults
    forms: dict[str, list[str]] = {kind: list((before or {}).get(kind, ())) for kind in KINDS}
    for (kind, form), (line, verdict) in group.forms.items():
        if verdict == REMOVE and form not in forms[kind]:
            faults.append(f"line {line}: {form!r} is to be removed from {concept} and is not there")
        elif verdict == REMOVE:
            forms[kind].remove(form)
        elif verdict != REMOVE and form not in forms[kind]:
            forms[kind].append(form)
    if faults or not any(forms.values()):
        return ({"concept": concept, "absent": said["absent"]} if said["absent"] else None), faults
    entry: dict[str, Any] = {"concept": concept} | {kind: listed for kind, listed in forms.items() if listed}
    entry |= {name: parted(said[name]) for name in _LISTS if said[name]}
    entry |= {"strength": int(said["strength"])} | ({"before_name": True} if said["before_name"] else {})
    entry |= {name: said[name] for name in ("neutral", "source", "note", "absent") if said[name]}
    return entry, []


def _decided(name: str, values: Mapping[str, int], today: str, *, new: bool) -> tuple[str, list[str]]:
    """The value that an entry's rows give a field: the one that is not today's."""
    other = {value: line for value, line in values.items() if value != today or new}
    if len(other) > 1:
        lines = " and ".join(str(line) for line in other.values())
        return today, [f"lines {lines}: {name} is not the same in the rows of one entry (change it in one or in all)"]
    return next(iter(other), today), []
