"""The word lists: check them, look into them."""

from __future__ import annotations

import sys
from itertools import islice
from pathlib import Path

import click

from framing.cli.main import Exit, main
from framing.cli.run import Run, lexicon_option, paths_argument
from framing.lexicon.check import find_faults
from framing.lexicon.coverage import find_candidates
from framing.lexicon.kwic import find_lines
from framing.lexicon.load import folded_form
from framing.lexicon.overlay import Lexicon
from framing.show.lexicons import candidates_text
from framing.text.languages import LANGUAGES


@main.group()
def lexicon() -> None:
    """Look into the word lists, and edit them."""


@lexicon.command("check")
def lexicon_check() -> None:
    """Show every fault of every lexicon. Of structure, and in each entry's own examples."""
    faults = find_faults()
    click.echo("\n".join(faults) if faults else "no fault")
    sys.exit(Exit.SOME_REFUSED if faults else Exit.DONE)


@lexicon.command("find")
@click.argument("form")
@lexicon_option
def lexicon_find(form: str, lexicon: Lexicon) -> None:
    """Look a word or phrase up.

    \b
    framing lexicon find "economic coercion"
    framing lexicon find 经济胁迫
    """
    lines = [
        f"{language.name}: {term.concept} · {term.category} · strength {term.strength} · plainer: {term.neutral} · "
        + (f"loaded in {term.right} of {term.reviewed} reviewed lines" if term.reviewed else "not reviewed")
        for language in LANGUAGES
        for term in dict.fromkeys(hit.entry for hit in lexicon.matcher(language).find(folded_form(form, language)))
    ]
    click.echo("\n".join(lines) or f"{form!r} holds no loaded form")


@lexicon.command("kwic")
@click.argument("term")
@paths_argument
@click.option("--lines", default=25, show_default=True, help="How many lines to print; 0 prints all.")
def lexicon_kwic(term: str, paths: tuple[Path, ...], lines: int) -> None:
    """Show a word in its lines. Keyword in context: where it stands in a corpus, loaded or not.

    \b
    framing lexicon kwic 所谓 seeds/demo
    """
    run = Run(False)
    documents = list(run.documents(paths))
    found = list(find_lines(documents, term))
    for line in islice(found, lines or None):
        click.echo(line.printed())
    if lines and len(found) > lines:
        click.echo(f"… and {len(found) - lines} more (--lines 0)")
    click.echo(f"{len(found)} places in {len({line.article for line in found})} of {len(documents)} articles")
    run.end(len(documents))


@lexicon.command("coverage")
@paths_argument
@click.option("--top", default=20, show_default=True, help="How many candidates of a language to print.")
@lexicon_option
def lexicon_coverage(paths: tuple[Path, ...], top: int, lexicon: Lexicon) -> None:
    """Show words that may be missing. Frequent ones that behave like loaded ones and are not in the lexicon.

    \b
    framing lexicon coverage news/ --top 50
    """
    run = Run(False, lexicon)
    documents = list(run.documents(paths))
    click.echo(candidates_text(find_candidates(documents, lexicon), top))
    run.end(len(documents))
