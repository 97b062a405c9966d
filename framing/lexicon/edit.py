"""What is changed in a lexicon: rows that a reviewer filled, judgements of real lines, a form that is added."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from framing.data import read_toml
from framing.lexicon.examples import example_faults
from framing.lexicon.exchange import KINDS, EntryChange, Meaning, numbered, read_changes, read_meanings
from framing.lexicon.files import Edit, Place
from framing.lexicon.judging import read_judgements
from framing.lexicon.load import concept_faults, entry_faults, forms_of, lexicon_file
from framing.lexicon.overlay import BUILT_IN, read_lexicon
from framing.lexicon.review import Reviews
from framing.lexicon.sheets import Numbered

_ORDER = (
    "concept", "absent", "forms", "verbs", "nouns", "unless", "near", "before_name", "strength", "neutral", "source", "note", "hit", "miss",
)  # fmt: skip


def import_rows(
    edit: Edit, places: Sequence[Place], rows: Sequence[Numbered]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Make the changes that reviewed rows ask for; the faults, each with its line, and the reviewer's comments."""
    codes = {place.language.code for place in places}
    faults = [
        f"line {line}: language is {row['language']!r} (this lexicon has {', '.join(sorted(codes))})"
        for line, row in rows
        if row["language"].strip() not in codes
    ]
    comments: list[str] = []
    known = known_concepts(edit, places[0])
    meanings, wrong = read_meanings(rows, known)
    faults += wrong
    changed = [(place, read_changes(rows, place.language, edit.data(place.terms).get("term", []))) for place in places]
    neutral = {
        c.concept: (c.after or {}).get("neutral", "") for _, changes in reversed(changed) for c in changes.entries
    }
    faults += write_meanings(edit, places[0], meanings, neutral)
    for place, changes in changed:
        faults += [*changes.faults, *apply_changes(edit, place, changes.entries)]
        comments += changes.comments
    fresh = {concept: meaning.line for concept, meaning in meanings.items() if concept not in known}
    for concept, line in fresh.items():
        for place in places:
            if place.shared and all(e["concept"] != concept for e in edit.data(place.terms).get("term", [])):
                name = place.language.name
                faults.append(
                    f"line {line}: {concept}: is new and has no row in {name} (a form, or absent and the reason)"
                )
    return tuple(dict.fromkeys(faults)), tuple(dict.fromkeys(comments))


def import_judgements(
    edit: Edit, places: Sequence[Place], rows: Sequence[Numbered], digest: str
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Add the judgements of a filled review sheet to the reviews; the faults, and what was left out and why.

    ``digest`` names the sheet: one that was taken before is a fault, since its lines would count twice.
    """
    own = [place.terms for place in places if not place.shared and set(edit.data(place.terms)) - {"language", "kind"}]
    judged = read_judgements(rows, read_lexicon(*own))
    faults = list(judged.faults)
    for place in places:
        reviews = judged.reviews.get(place.language.code, {})
        if any(sheet["sha256"] == digest for sheet in edit.data(place.reviewed).get("sheet", [])):
            faults.append(f"{place.reviewed}: this sheet was taken already")
        elif reviews:
            lines = sum(review.n for review in reviews.values())
            corpora = dict.fromkeys(row.get("corpus", "") for _, row in rows if row["language"] == place.language.code)
            sheet = {"sha256": digest, "corpus": ", ".join(corpora), "lines": lines}
            record_reviews(edit, place, reviews, sheet)
    said = [f"{judged.blank} lines without a judgement"] * bool(judged.blank)
    said += [f"{judged.gone} lines left out: the form is not found there any more"] * bool(judged.gone)
    codes = {place.language.code for place in places}
    said += [f"{code}: no lexicon here, left out" for code in judged.reviews if code not in codes]
    return tuple(faults), tuple(said)


def add_form(
    edit: Edit,
    place: Place,
    concept: str,
    form: str,
    *,
    hit: Sequence[str],
    miss: Sequence[str],
    unless: Sequence[str] = (),
    kind: str = "forms",
    strength: int | None = None,
    neutral: str | None = None,
    source: str = "",
    category: str | None = None,
    definition: str = "",
) -> tuple[str, ...]:
    """Append an entry with one form to a lexicon, and give the faults that it would make.

    ``strength`` and ``neutral`` are those of the concept's first entry where they are not given.
    """
    terms = edit.data(place.terms).get("term", [])
    known = known_concepts(edit, place)
    built_in = read_toml(lexicon_file(place.language, "loaded")).get("term", ())
    like: Mapping[str, Any] = next(
        (e for e in (*terms, *built_in) if e["concept"] == concept and "absent" not in e), {}
    )
    entry = {"concept": concept, kind: [form], "unless": list(unless), "strength": strength or like.get("strength", 0)}
    entry |= {"neutral": neutral or like.get("neutral", ""), "source": source, "hit": list(hit), "miss": list(miss)}
    entry = {name: value for name, value in entry.items() if value}
    fields = {"category": category or "", "definition": definition}
    meanings = {concept: Meaning(0, fields)} if concept not in known else {}
    number = 1 + sum(e["concept"] == concept for e in terms)
    faults = write_meanings(edit, place, meanings, {concept: neutral or ""})
    faults += apply_changes(edit, place, [EntryChange(concept, number, 0, None, entry)])
    if concept not in known and place.shared:
        faults.append(f"{concept}: a new concept needs an entry in every language: use export and import")
    return tuple(fault.removeprefix("line 0: ") for fault in faults)


def known_concepts(edit: Edit, place: Place) -> dict[str, Mapping[str, str]]:
    """What each concept means where a place is edited: its own, and for a project's file the built-in ones."""
    own: dict[str, Mapping[str, str]] = edit.data(place.concepts).get("loaded", {})
    return own if place.shared else BUILT_IN.concepts() | own


def apply_changes(edit: Edit, place: Place, changes: Sequence[EntryChange]) -> list[str]:
    """Make the changes in the documents of a place, and give the faults that they would make, each with its line."""
    document = edit.document(place.terms, place.language)
    placed = dict(numbered(document.get("term", [])))
    for change in changes:
        table = placed.get((change.concept, change.number))
        if table is None and change.after is not None:
            _append(document, "term", change.after)
        elif table is not None and change.after is None:
            document["term"].remove(table)
        elif table is not None and change.after is not None:
            _update(table, change.after)
    return list(_faults(edit, place, changes))


def write_meanings(edit: Edit, place: Place, meanings: Mapping[str, Meaning], neutral: Mapping[str, str]) -> list[str]:
    """Write new and changed concepts, and give the faults that they would make; ``neutral`` is for the new ones."""
    import tomlkit

    if not meanings:
        return []
    document = edit.document(place.concepts, place.language)
    if "loaded" not in document:
        document["loaded"] = tomlkit.table(is_super_table=True)
    for concept, meaning in meanings.items():
        fields = dict(meaning.fields)
        if concept not in known_concepts(edit, place):
            document["loaded"][concept] = tomlkit.table()
            fields["neutral"] = neutral.get(concept, "")
        elif concept not in document["loaded"]:
            return [f"line {meaning.line}: {concept} is built in, its meaning cannot change (choose another id)"]
        for name, value in fields.items():
            document["loaded"][concept][name] = value
    known = known_concepts(edit, place)
    return [
        f"line {m.line}: {concept}: {fault}"
        for concept, m in meanings.items()
        for fault in concept_faults(known[concept])
    ]


def _update(table: Any, wanted: Mapping[str, Any]) -> None:
    for name in [name for name in table if name not in wanted]:
        del table[name]
    for name, value in wanted.items():
        if name not in table or not isinstance(value, list):
            if name not in table or table[name] != value:
                table[name] = value
            continue
        for item in [item for item in table[name] if item not in value]:
            table[name].remove(item)
        for item in [item for item in value if item not in table[name]]:
            table[name].append(item)


def _append(document: Any, name: str, value: Mapping[str, Any]) -> None:
    import tomlkit

    if name not in document:
        document.add(tomlkit.nl())
        document[name] = tomlkit.aot()
    table = tomlkit.table()
    for key in [key for key in _ORDER if key in value]:
        table[key] = value[key]
    if len(document[name]):
        document[name][-1].add(tomlkit.nl())
    document[name].append(table)


def _faults(edit: Edit, place: Place, changes: Sequence[EntryChange]) -> Iterator[str]:
    terms = edit.data(place.terms).get("term", [])
    known = known_concepts(edit, place)
    owners: dict[str, list[str]] = {}
    for entry in terms:
        for form in forms_of(entry, place.language):
            owners.setdefault(form, []).append(entry["concept"])
    for change in changes:
        at = f"line {change.line}: {change.concept}"
        if change.after is None and place.shared and all(entry["concept"] != change.concept for entry in terms):
            yield f"{at}: no entry is left in {place.language.name} (add a row with absent and the reason)"
        if change.after is None or "absent" in change.after:
            continue
        wrong = list(entry_faults(change.after, "term", place.language, {"loaded": known}))
        yield from (f"{at}: {fault}" for fault in wrong or example_faults(change.after, place.language))
        for kind in KINDS:
            for written in change.after.get(kind, ()):
                line = change.form_lines.get((kind, written), change.line)
                for form in forms_of({kind: [written]}, place.language):
                    if len(owners[form]) > 1:
                        yield f"line {line}: {form!r} stands under two entries ({', '.join(owners[form])})"


def record_reviews(edit: Edit, place: Place, reviews: Reviews, sheet: Mapping[str, object]) -> None:
    """Add what was judged to the ``[reviewed.<concept>]`` tables, and the sheet it came from to the list of sheets."""
    import tomlkit

    document = edit.document(place.reviewed, place.language, "reviewed")
    if "sheet" not in document:
        document.add(tomlkit.nl())
        document["sheet"] = tomlkit.aot()
    document["sheet"].append(tomlkit.item(dict(sheet)))
    if "reviewed" not in document:
        document["reviewed"] = tomlkit.table(is_super_table=True)
    for (concept, form), review in sorted(reviews.items()):
        if concept not in document["reviewed"]:
            document["reviewed"][concept] = tomlkit.table()
        table = document["reviewed"][concept]
        before = table.get(form, {"right": 0, "n": 0})
        judged = tomlkit.inline_table()
        judged.update({"right": before["right"] + review.right, "n": before["n"] + review.n})
        table[form] = judged
