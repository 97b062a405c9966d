"""The lexicons for people: the page docs/lexicons.md, written from the data; candidates of a corpus as a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from tabulate import tabulate

from framing.data import data_root, read_toml
from framing.lexicon.coverage import Candidate
from framing.lexicon.load import concepts, forms_of, lexicon_file
from framing.lexicon.overlay import BUILT_IN
from framing.text.languages import LANGUAGES, Language
from framing.types import CATEGORIES

_TABLES = {"loaded": "term", "stance": "predicate", "frames": "frame", "cues": "cue"}
_EXAMPLE_FORMS = 2
_UNSURE, _ENOUGH_LINES = 0.6, 5


def lexicon_page() -> str:
    """``docs/lexicons.md``: how much there is, how sure it is, and every concept with its forms; from the files alone."""
    parts = [
        _HEAD,
        "## How much there is",
        _counts(),
        _kinds(),
        "## How sure it is",
        _reviewed(),
        *_categories(),
        _TAIL,
    ]
    return "\n\n".join(parts) + "\n"


_HEAD = """# Lexicons

What the lexicons hold. Written by `framing lexicon docs` from the files in `lexicons/`: change those, not this page. Their format is in
[lexicon-format](lexicon-format.md); how to add, review and lay over words in [lexicon-guide](lexicon-guide.md)."""
_REVIEW = """A form is *reviewed* if lines of real text in which it was found were judged: *right* are those in which it was loaded. Results mark
every form with its numbers, and `--reviewed-only` leaves the others out. The lines are of the forms that were found most often, so their share says
nothing of the rarer ones. One reader judged them, machine-assisted; forms that were mostly wrong were then mended or taken out, so the share is of
what is left, and no estimate for new texts."""
_TAIL = """## Where it comes from

Everything was written for this project from knowledge of the languages, and each entry has examples of its own. No third-party list was copied.
Names and facts of entities are general knowledge; Wikidata numbers are given as identifiers. Licence: CC BY 4.0
([lexicons/LICENSE](../lexicons/LICENSE))."""


def _counts() -> str:
    """Entries, forms and shields of each file; inflections counted, folded, without repeats."""
    rows = []
    for kind, table in _TABLES.items():
        for language in LANGUAGES:
            entries = _entries(language, kind, table)
            forms = {form for entry in entries for form in forms_of(entry, language)}
            shields = {shield for entry in entries for shield in entry.get("unless", ())}
            rows.append([kind, language.name, *map(_number, (len(entries), len(forms), len(shields)))])
    entities = read_toml(data_root("lexicons") / "entities.toml")["entity"]
    for language in LANGUAGES:
        named = {form for entity in entities for form in _names(entity, language)}
        rows.append(["entities", language.name, _number(len(entities)), _number(len(named)), "–"])
    return _markdown(["file", "language", "entries", "forms", "shields"], rows)


def _entries(language: Language, kind: str, table: str) -> list[dict[str, Any]]:
    return [entry for entry in read_toml(lexicon_file(language, kind)).get(table, ()) if "absent" not in entry]


def _names(entity: Mapping[str, Any], language: Language) -> list[str]:
    own = list(entity.get(language.code, ()))
    return own + [f for more in ("cased", "metonyms") for f in entity.get(more, {}).get(language.code, ())]


def _kinds() -> str:
    entities = read_toml(data_root("lexicons") / "entities.toml")["entity"]
    types = Counter(entity["type"] for entity in entities)
    listed = ", ".join(f"{n} {kind}" for kind, n in types.most_common())
    return (
        f"Concepts: {len(concepts()['loaded'])} of loaded language, {len(concepts()['stance'])} of stance, "
        f"{len(concepts()['frame'])} frames.\n\nEntities: {len(entities)} ({listed})."
    )


def _reviewed() -> str:
    """How many forms people judged on lines of real text, and the forms that were least often right."""
    rows, unsure = [], []
    for language in LANGUAGES:
        terms = {form: term for form, term in BUILT_IN.forms(language).items() if term.reviewed}
        right, lines = sum(t.right for t in terms.values()), sum(t.reviewed for t in terms.values())
        share = f"{right / lines:.0%}" if lines else "–"
        rows.append([language.name, _number(len(terms)), _number(lines), _number(right), share])
        unsure += [
            (term.right / term.reviewed, [form, language.name, term.concept, f"{term.right} of {term.reviewed}"])
            for form, term in terms.items()
            if term.reviewed >= _ENOUGH_LINES and term.right / term.reviewed < _UNSURE
        ]
    corpora = dict.fromkeys(
        f"{language.name}: {sheet['corpus']}"
        for language in LANGUAGES
        for sheet in read_toml(lexicon_file(language, "reviewed")).get("sheet", ())
    )
    table = _markdown(["language", "forms reviewed", "lines", "right", "share"], rows)
    least = [row for _, row in sorted(unsure, key=lambda pair: (pair[0], pair[1]))]
    more = f"Least often right, of at least {_ENOUGH_LINES} lines:\n\n" + _markdown(
        ["form", "language", "concept", "right"], least
    )
    return "\n\n".join([_REVIEW, table, "Corpora. " + ". ".join(corpora) + ".", *([more] if least else [])])


def _categories() -> Iterator[str]:
    """Each category with its concepts: what it means, a plainer wording, how many forms and the first of them."""
    known = concepts()["loaded"]
    entries = {language: _by_concept(_entries(language, "loaded", "term")) for language in LANGUAGES}
    reviewed = Counter[str]()
    right = Counter[str]()
    for language in LANGUAGES:
        for term in BUILT_IN.forms(language).values():
            reviewed[term.concept] += term.reviewed
            right[term.concept] += term.right
    for category in CATEGORIES:
        own = {id: concept for id, concept in known.items() if concept["category"] == category}
        if not own:
            yield f"## {category}\n\nFound by rule; it has no concepts and no forms."
            continue
        rows = [
            [
                f"`{id}`",
                concept["definition"],
                concept["neutral"],
                *(_forms(entries[language].get(id, ()), language) for language in LANGUAGES),
                f"{right[id]} of {reviewed[id]}" if reviewed[id] else "",
            ]
            for id, concept in own.items()
        ]
        heads = ["concept", "what it says", "plainer", *(language.name for language in LANGUAGES), "reviewed"]
        yield f"## {category}\n\n{len(own)} concepts.\n\n" + _markdown(heads, rows)


def _by_concept(entries: Iterable[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for entry in entries:
        found.setdefault(entry["concept"], []).append(entry)
    return found


def _forms(entries: Sequence[dict[str, Any]], language: Language) -> str:
    written = [form for entry in entries for kind in ("verbs", "nouns", "forms") for form in entry.get(kind, ())]
    total = len({form for entry in entries for form in forms_of(entry, language)})
    return f"{', '.join(written[:_EXAMPLE_FORMS])} ({total})" if written else "–"


def _number(value: int) -> str:
    return f"{value:,}"


def _markdown(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    def line(cells: Iterable[str]) -> str:
        return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"

    return "\n".join([line(heads), line("---" for _ in heads), *map(line, rows)])


def candidates_text(candidates: Sequence[Candidate], top: int) -> str:
    """The first candidates of each language as a terminal table, each with its lines in context."""
    parts = [_LEGEND]
    for language in LANGUAGES:
        own = [candidate for candidate in candidates if candidate.language == language.code]
        if own:
            parts.append(f"{language.name}: {len(own)} candidates, the first {min(top, len(own))}")
            parts += [_candidate(candidate) for candidate in own[:top]]
    return "\n\n".join(parts) if len(parts) > 1 else "no candidates: the corpus is too small, or the lexicon has them"


_LEGEND = """Words that the lexicon lacks and that behave like loaded ones: boosted (very X),
joined to a loaded word (cruel and X), near loaded words more often than by
chance (G² above 4 is more than chance would give in 1 of 20). For a person to
look at, not a finding."""


def _candidate(candidate: Candidate) -> str:
    numbers = [
        [candidate.word, candidate.count, candidate.articles, candidate.boosted, candidate.joined, candidate.near,
         f"{candidate.association:+.1f}"]
    ]  # fmt: skip
    heads = ["word", "times", "articles", "boosted", "joined", "near", "G²"]
    table = tabulate(numbers, headers=heads, tablefmt="plain", disable_numparse=True)
    return "\n".join([table, *(line.printed() for line in candidate.lines)])
