"""Beside rates: which articles report the same event, what each left out, which words an outlet prefers."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from framing.cli.main import main
from framing.cli.run import Run, lexicon_options, paths_argument, segmenter_option, strict_option
from framing.compare.contrasts import PERMUTATIONS, WAYS, By
from framing.compare.wordrecords import WORD_PERMUTATIONS, WordPlan, WordVoice
from framing.lexicon.overlay import Lexicon
from framing.show.export import save_csv
from framing.show.findings import (
    events_text,
    omission_rows,
    omissions_text,
    robustness_rows,
    robustness_text,
    topic_rows,
    topic_text,
    word_rows,
    words_text,
)
from framing.types import Analysis

if TYPE_CHECKING:
    from framing.compare.events import Events

corrections_option = click.option(
    "--corrections", type=click.Path(path_type=Path), help='TOML with same = [["id", "id"]] and apart = [["id", "id"]].'
)


@main.command()
@paths_argument
@corrections_option
@click.option("--pairs", type=click.Path(path_type=Path), help="Write each pair with its score and evidence as CSV.")
@strict_option
def events(paths: tuple[Path, ...], corrections: Path | None, pairs: Path | None, strict: bool) -> None:
    """Find which articles report the same event. Across outlets and languages.

    \b
    framing events news/ --pairs pairs.csv
    framing events news/ --corrections mine.toml
    """
    run = Run(strict)
    analyses = list(run.analyses(paths, None, False))
    if any(not one.refused for one in analyses):
        found = _find(analyses, corrections)
        click.echo(events_text(found, analyses))
        if pairs is not None:
            rows = [asdict(pair) | {"evidence": "; ".join(pair.evidence)} for pair in found.pairs]
            run.write(lambda: save_csv(pairs, rows))
    run.end(len(analyses))


@main.command()
@paths_argument
@click.option("--event", default="", help="Only the articles of this event; else all are taken for one.")
@click.option(
    "--least", type=click.FloatRange(0, 1), default=0.5, show_default=True, help="Show what at least this share has."
)
@click.option(
    "--csv", "as_csv", type=click.Path(path_type=Path), help="Write all items, with the words in their places, as CSV."
)
@strict_option
def omissions(paths: tuple[Path, ...], event: str, least: float, as_csv: Path | None, strict: bool) -> None:
    """Show what only some outlets have of an event. Claims, voices, numbers, names, topics.

    \b
    framing omissions news/ --event river-flood
    framing omissions a.txt b.txt c.txt --csv items.csv
    """
    from framing.compare.omissions import find_omissions

    run = Run(strict)
    analyses = list(run.analyses(paths, None, False))
    if any(not one.refused for one in analyses):
        found = find_omissions(analyses, event=event)
        click.echo(omissions_text(found, least))
        if as_csv is not None:
            run.write(lambda: save_csv(as_csv, omission_rows(found)))
    run.end(len(analyses))


@main.command()
@paths_argument
@click.option("--by", type=click.Choice(WAYS), default="outlet", show_default=True)
@click.option(
    "--voice",
    type=click.Choice(["all", "author", "paraphrase", "source"]),
    default="all",
    show_default=True,
    help="Count only the words of one voice: author are the outlet's own.",
)
@click.option("--within", type=click.Choice(["event", "nothing"]), default="nothing", show_default=True)
@click.option("--top", type=click.IntRange(1), default=20, show_default=True, help="At most so many words of a kind.")
@click.option("--permutations", type=click.IntRange(99), default=WORD_PERMUTATIONS, show_default=True)
@click.option("--seed", type=click.IntRange(0), default=0, show_default=True, help="The same seed, the same table.")
@click.option("--csv", "as_csv", type=click.Path(path_type=Path), help="Write all words, with their places, as CSV.")
@segmenter_option
@lexicon_options
@strict_option
def words(
    paths: tuple[Path, ...], by: By, voice: WordVoice, within: str, top: int, permutations: int, seed: int,
    as_csv: Path | None, segmenter: str, lexicon: Lexicon, strict: bool,
) -> None:  # fmt: skip
    """Show the words that each outlet prefers. Against the others of its language; house style apart.

    \b
    framing words news/ --csv words.csv
    framing words news/ --voice author
    """
    from framing.compare.distinctive import distinctive_words

    run = Run(strict, lexicon, segmenter)
    analyses = list(run.analyses(paths, None, False))
    if any(not one.refused for one in analyses):
        plan = WordPlan(permutations, seed=seed, matched=within == "event")
        found = distinctive_words(analyses, by=by, voice=voice, top=top, plan=plan)
        click.echo(words_text(found))
        if as_csv is not None:
            run.write(lambda: save_csv(as_csv, word_rows(found)))
    run.end(len(analyses))


@main.command()
@paths_argument
@click.option("--by", type=click.Choice(WAYS), default="outlet", show_default=True)
@click.option("--permutations", type=click.IntRange(99), default=PERMUTATIONS, show_default=True)
@click.option("--seed", type=click.IntRange(0), default=0, show_default=True, help="The same seed, the same table.")
@click.option("--csv", "as_csv", type=click.Path(path_type=Path), help="Write the lines as CSV.")
@lexicon_options
@strict_option
def topic(
    paths: tuple[Path, ...], by: By, permutations: int, seed: int, as_csv: Path | None, lexicon: Lexicon, strict: bool
) -> None:
    """Tell topic from outlet. Each gap raw, within the same events, and what explains it.

    \b
    framing topic news/ --csv topic.csv
    """
    from framing.compare.inference import Plan
    from framing.compare.topic import topic_contrasts

    run = Run(strict, lexicon)
    analyses = list(run.analyses(paths, None, False))
    if any(not one.refused for one in analyses):
        found = topic_contrasts(analyses, by=by, plan=Plan(permutations, seed=seed))
        click.echo(topic_text(found))
        if as_csv is not None:
            run.write(lambda: save_csv(as_csv, topic_rows(found)))
    run.end(len(analyses))


@main.command()
@paths_argument
@click.option("--by", type=click.Choice(WAYS), default="outlet", show_default=True)
@click.option("--permutations", type=click.IntRange(99), default=999, show_default=True)
@click.option("--seed", type=click.IntRange(0), default=0, show_default=True, help="The same seed, the same table.")
@click.option("--csv", "as_csv", type=click.Path(path_type=Path), help="Write every combination as CSV.")
@segmenter_option
@lexicon_options
@strict_option
def robustness(
    paths: tuple[Path, ...], by: By, permutations: int, seed: int, as_csv: Path | None, segmenter: str,
    lexicon: Lexicon, strict: bool,
) -> None:  # fmt: skip
    """Show how far a contrast depends on choices. Strength, voices, unit, events, prior; the range, not the best.

    \b
    framing robustness news/ --csv cells.csv
    """
    from framing.compare.robustness import robustness as vary

    run = Run(strict, lexicon, segmenter)
    analyses = list(run.analyses(paths, None, False))
    if any(not one.refused for one in analyses):
        found = vary(analyses, by=by, permutations=permutations, seed=seed)
        click.echo(robustness_text(found))
        if as_csv is not None:
            run.write(lambda: save_csv(as_csv, robustness_rows(found)))
    run.end(len(analyses))


def _find(analyses: list[Analysis], corrections: Path | None) -> Events:
    from framing.compare.events import find_events, read_corrections

    return find_events(analyses, corrections=read_corrections(corrections) if corrections else None)
