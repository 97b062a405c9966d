"""The word lists: check them, look into them."""

from __future__ import annotations

import sys

import click

from framing.cli.main import main
from framing.cli.run import Exit
from framing.lexicon.check import find_faults
from framing.lexicon.load import folded_form
from framing.lexicon.overlay import BUILT_IN
from framing.text.languages import LANGUAGES


@main.group()
def lexicon() -> None:
    """Look into the word lists: check them, find a form."""


@lexicon.command("check")
def lexicon_check() -> None:
    """Every fault of every lexicon at once: structure, and each entry's own examples."""
    faults = find_faults()
    click.echo("\n".join(faults) if faults else "no fault")
    sys.exit(Exit.SOME_REFUSED if faults else Exit.DONE)


@lexicon.command("find")
@click.argument("form")
def lexicon_find(form: str) -> None:
    """What the loaded-language lexicons say of a word or phrase.

    \b
    framing lexicon find "economic coercion"
    framing lexicon find 经济胁迫
    """
    lines = [
        f"{language.name}: {term.concept} · {term.category} · strength {term.strength} · plainer: {term.neutral}"
        for language in LANGUAGES
        for term in dict.fromkeys(hit.entry for hit in BUILT_IN.matcher(language).find(folded_form(form, language)))
    ]
    click.echo("\n".join(lines) or f"{form!r} holds no loaded form")
