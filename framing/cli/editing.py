"""Editing the word lists: out to a reviewer and back, forms judged on real lines, terms added, the page written."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from framing.cli.main import Exit
from framing.cli.run import Run, lexicon_option, paths_argument
from framing.cli.words import lexicon
from framing.data import checkout_lexicons
from framing.lexicon.edit import add_form, import_judgements, import_rows, known_concepts
from framing.lexicon.exchange import COLUMNS, KINDS, rows_of
from framing.lexicon.files import Edit, Place, place_in, place_of
from framing.lexicon.judging import SHEET, sample_lines, sheet_rows
from framing.lexicon.overlay import Lexicon
from framing.lexicon.review import read_reviews
from framing.lexicon.sheets import read_sheet
from framing.show.export import save_csv, save_text
from framing.show.lexicons import lexicon_page
from framing.text.languages import LANGUAGES, Language
from framing.types import CATEGORIES

CODES = [language.code for language in LANGUAGES]
out_option = click.option(
    "--out", required=True, type=click.Path(path_type=Path, dir_okay=False), help="The CSV file to write."
)
into_option = click.option(
    "--into", type=click.Path(path_type=Path), metavar="FILE|FOLDER",
    help="A lexicon of your own, or a lexicons folder; else that of this checkout.",
)  # fmt: skip
write_option = click.option("--write", is_flag=True, help="Write the changes; without it they are only shown.")


@lexicon.command("review")
@paths_argument
@out_option
@click.option("--forms", default=150, show_default=True, help="How many forms of a language, the commonest first.")
@click.option("--lines", default=8, show_default=True, help="How many lines of a form.")
@click.option("--unreviewed", is_flag=True, help="Only forms that nobody has reviewed.")
@click.option("--seed", default=0, show_default=True, help="Another number draws other lines.")
@click.option("--name", default="", help="What the record calls this corpus; else the names of the files.")
@lexicon_option
def lexicon_review(
    paths: tuple[Path, ...], out: Path, forms: int, lines: int, unreviewed: bool, seed: int, name: str, lexicon: Lexicon
) -> None:
    """Write found loaded words as lines to judge.

    In the column judgement write right (loaded here) or wrong. Then: framing lexicon import SHEET.

    \b
    framing lexicon review news/ --out sheet.csv
    """
    run = Run(False, lexicon)
    analyses = [a for a in run.analyses(paths, None, False) if not a.refused]
    sampled = sample_lines(analyses, forms=forms, lines=lines, lexicon=lexicon, seed=seed, unreviewed=unreviewed)
    rows = sheet_rows(sampled, name or ", ".join(path.name for path in paths))
    if rows:
        run.write(lambda: save_csv(out, rows))
    click.echo(f"{len(rows)} lines of {len({(s.language, s.form) for s in sampled})} forms")
    run.end(len(analyses))


@lexicon.command("export")
@click.argument("languages", metavar="LANG|all", type=click.Choice([*CODES, "all"]))
@out_option
@into_option
def lexicon_export(languages: str, out: Path, into: Path | None) -> None:
    """Write the word list as a sheet for a reviewer. A native speaker marks what is wrong.

    The reviewer changes cells, adds rows, and writes keep or remove as verdict. Then: framing lexicon import FILE.

    \b
    framing lexicon export vi --out vi.csv
    framing lexicon export en --into harbour.toml --out harbour.csv
    """
    edit = Edit()
    rows = []
    for place in _places(into):
        if languages in (place.language.code, "all"):
            terms = edit.data(place.terms).get("term", [])
            reviews = read_reviews(edit.data(place.reviewed), place.language)
            rows += list(rows_of(place.language, terms, known_concepts(edit, place), reviews))
    if not rows:
        raise click.UsageError(f"{into} holds no term in {languages}")
    save_csv(out, rows)
    click.echo(f"{len(rows)} rows in {out}")


@lexicon.command("import")
@click.argument("sheet", type=click.Path(path_type=Path, dir_okay=False))
@into_option
@write_option
def lexicon_import(sheet: Path, into: Path | None, write: bool) -> None:
    """Take a reviewed sheet back. Of export, or of review. Shows the changes; faults are named by their lines.

    \b
    framing lexicon import vi.csv
    framing lexicon import sheet.csv --into harbour.toml --write
    """
    columns, rows = read_sheet(sheet, (SHEET, COLUMNS))
    places = _places(into)
    edit = Edit()
    if columns is SHEET:
        digest = hashlib.sha256(sheet.read_bytes()).hexdigest()[:16]
        faults, said = import_judgements(edit, places, rows, digest)
    else:
        faults, said = import_rows(edit, places, rows)
    for line in said:
        click.echo(line)
    _finish(edit, faults, write=write)


@lexicon.command("add")
@click.argument("language", metavar="LANG", type=click.Choice(CODES))
@click.argument("concept")
@click.argument("form")
@click.option(
    "--hit", multiple=True, required=True, help="A sentence in which the form must be found; may be repeated."
)
@click.option("--miss", multiple=True, required=True, help="A sentence in which it must not.")
@click.option("--unless", multiple=True, help="A longer phrase in which the form does not count.")
@click.option("--kind", type=click.Choice(KINDS), default="forms", show_default=True, help="verbs and nouns inflect.")
@click.option("--strength", type=click.IntRange(1, 3), help="Else as in the concept's first entry.")
@click.option("--neutral", help="A plainer wording; else as in the concept's first entry.")
@click.option("--source", default="", help="Where the word was met.")
@click.option("--category", type=click.Choice(CATEGORIES), help="Of a new concept.")
@click.option("--definition", default="", help="Of a new concept.")
@into_option
def lexicon_add(language: str, concept: str, form: str, into: Path | None, **said: Any) -> None:
    """Add a form, with a hit and a miss. Everything is checked before it is written.

    A new concept needs --category, --definition, --strength and --neutral.

    \b
    framing lexicon add en so_called "self-styled reform" --into mine.toml
        --hit "The self-styled reform passed." --miss "The reform passed."
    """
    edit = Edit()
    place = _place(into, next(known for known in LANGUAGES if known.code == language))
    _finish(edit, add_form(edit, place, concept, form, **said), write=True)


@lexicon.command("docs")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="The file to write; else it is printed.")
def lexicon_docs(out: Path | None) -> None:
    """Write docs/lexicons.md from the data."""
    page = lexicon_page()
    if out is None:
        click.echo(page, nl=False)
    else:
        save_text(out, page)


def _place(into: Path | None, language: Language) -> Place:
    if into is not None and not into.exists():
        return place_of(into, language)
    for place in _places(into):
        if place.language == language:
            return place
    raise click.UsageError(f"{into} is not for {language.name}")


def _places(into: Path | None) -> list[Place]:
    """Where the lexicons lie that are to be changed: a folder with every language, or one file with its own."""
    into = into or checkout_lexicons()
    if into is None:
        raise click.UsageError("the package is not a checkout: name your own lexicon with --into FILE.toml")
    if into.is_dir():
        return [place_in(into, language) for language in LANGUAGES]
    code = Edit().data(into).get("language")
    languages = [language for language in LANGUAGES if language.code == code]
    if not languages:
        raise click.UsageError(f"{into}: language is {code!r} (write language = one of {', '.join(CODES)})")
    return [place_of(into, languages[0])]


def _finish(edit: Edit, faults: Sequence[str], *, write: bool) -> None:
    """Show what would change, or write it; with a fault nothing is written."""
    if faults:
        click.echo("\n".join(faults), err=True)
        click.echo(f"{len(faults)} faults, nothing is written", err=True)
        sys.exit(Exit.SOME_REFUSED)
    if diff := edit.diff():
        click.echo(diff)
    if not diff:
        click.echo("nothing changes")
    elif write:
        click.echo(f"written: {', '.join(str(path) for path in edit.write())}")
    else:
        click.echo("nothing is written yet: say --write")
