"""Articles in, scores out: analyze, compare, report, demo."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Literal

import click

from framing.cli.main import main
from framing.cli.run import (
    Run,
    json_out,
    language_option,
    lexicon_options,
    models_option,
    outlet_option,
    paths_argument,
    read_models,
    segmenter_option,
    strict_option,
    ui_option,
)
from framing.compare.contrasts import PERMUTATIONS, WAYS, By
from framing.compare.contrasts import compare as compare_analyses
from framing.compare.records import Comparison
from framing.data import data_root
from framing.lexicon.overlay import Lexicon
from framing.scale.files import ENDINGS
from framing.scale.settings import Settings
from framing.show.export import RowKind, comparison_dict, save_csv, save_text, to_dict, to_json, to_rows
from framing.show.interface import Ui
from framing.show.predicted import predictions_text
from framing.show.tables import analysis_text, comparison_text
from framing.types import Analysis


@main.command()
@paths_argument
@click.option("--json", "as_json", is_flag=True, help="JSON in the gold format: to --out, else one line an article.")
@click.option("--csv", "as_csv", is_flag=True, help="Tidy tables as CSV into --out: article, attribution, source, …")
@click.option("--html", "html", type=click.Path(path_type=Path), help="Also write a page with the highlighted texts.")
@ui_option
@click.option(
    "--out", type=click.Path(path_type=Path),
    help="Folder for --json (NAME.json) and --csv; or a name in .parquet, .csv or .jsonl for tables of any number of articles.",
)  # fmt: skip
@click.option("--workers", type=click.IntRange(1), default=1, show_default=True, help="Processes to measure with.")
@click.option("--readability", is_flag=True, help="Add readability formulas (English only).")
@models_option
@outlet_option
@language_option
@segmenter_option
@lexicon_options
@strict_option
def analyze(
    paths: tuple[Path, ...], as_json: bool, as_csv: bool, html: Path | None, ui: Ui, out: Path | None, readability: bool,
    models: tuple[Path, ...], outlet: str | None, language: str, segmenter: str, lexicon: Lexicon, strict: bool, workers: int
) -> None:  # fmt: skip
    """Measure articles one by one.

    \b
    framing analyze story.txt
    framing analyze news/ --json --out results/
    framing analyze a.txt b.txt --html page.html
    framing analyze archive/ --out results.parquet --workers 4

    The last writes a table for each kind of row as it goes, in flat memory; when
    it is stopped or killed, the same command goes on where it was.
    """
    run = Run(strict, lexicon, segmenter, language)
    settings = Settings(lexicon, segmenter, readability, tuple(map(str, models)))
    if out is not None and out.suffix.lower() in ENDINGS and not out.is_dir():
        if as_json or as_csv or html:
            raise click.UsageError(f"--out {out.name} writes tables alone: leave out --json, --csv and --html")
        run.end(run.tables(paths, outlet, out, settings, workers))
    if out is not None and out.is_file():
        raise click.UsageError(f"--out {out}: a file; give a folder, or a name that ends in {', '.join(ENDINGS)}")
    if as_csv and out is None:
        raise click.UsageError("--csv needs --out FOLDER")
    predict = read_models(models)
    analyses = []
    for measured in run.analyses(paths, outlet, readability, workers):
        analysis = predict(measured)
        analyses.append(analysis)
        if as_json:
            record = run.record(settings, [analysis]) if out is not None else {}
            json_out(to_dict(analysis) | record, out, analysis.article.id, run)
        elif not as_csv and not html:
            click.echo("\n\n".join(filter(None, (analysis_text(analysis), predictions_text(analysis)))) + "\n")
    if as_csv and out is not None:
        kinds: list[RowKind] = ["article", "attribution", "source", "loaded", "stance", "frame"]
        kinds += ["prediction"] if models else []
        for kind in kinds:
            run.write(lambda kind=kind: save_csv(out / f"{kind}.csv", to_rows(analyses, kind)))
    if html is not None and analyses:
        run.page(html, analyses, ui=ui)
    run.end(len(analyses))


@main.command()
@paths_argument
@click.option("--by", type=click.Choice(WAYS), default="outlet", show_default=True)
@click.option(
    "--within",
    type=click.Choice(["event", "nothing"]),
    help="Test inside events (articles of the same event against each other), or over all; left open: by the articles.",
)
@click.option("--permutations", type=click.IntRange(99), default=PERMUTATIONS, show_default=True)
@click.option("--seed", type=click.IntRange(0), default=0, show_default=True, help="The same seed, the same table.")
@click.option("--json", "as_json", type=click.Path(path_type=Path), help="Write the comparison as JSON.")
@click.option("--csv", "as_csv", type=click.Path(path_type=Path), help="Write its rows as CSV.")
@click.option("--contrasts", type=click.Path(path_type=Path), help="Write what differs, with p and q, as CSV.")
@click.option("--html", "html", type=click.Path(path_type=Path), help="Write one self-contained page.")
@ui_option
@language_option
@segmenter_option
@lexicon_options
@strict_option
def compare(
    paths: tuple[Path, ...], by: By, within: Literal["event", "nothing"] | None, permutations: int, seed: int,
    as_json: Path | None, as_csv: Path | None, contrasts: Path | None, html: Path | None, ui: Ui,
    language: str, segmenter: str, lexicon: Lexicon, strict: bool,
) -> None:  # fmt: skip
    """Compare outlets, voice by voice. A file whose outlet is unknown is its own group.

    \b
    framing compare news/*.txt --html out.html
    framing compare corpus/ --by language --csv rows.csv
    framing compare results.parquet

    The last compares what analyze --out wrote, any number of articles.
    """
    from framing.scale.counted import compare_tables, has_counts

    run = Run(strict, lexicon, segmenter, language)
    if all(map(has_counts, paths)):
        if html is not None:
            raise click.UsageError("--html shows texts, and tables of results hold none: give the articles")
        found = compare_tables(paths, by=by, within=within, permutations=permutations, seed=seed)
        click.echo(comparison_text(found))
        _save(run, found, lambda: run.record(Settings()), as_json, as_csv, contrasts)
        run.end(sum(group.articles for group in found.groups))
    analyses = list(run.analyses(paths, None, False))
    if any(not a.refused for a in analyses):
        found = compare_analyses(analyses, by=by, within=within, permutations=permutations, seed=seed)
        _print(run, analyses, found, html, ui)
        settings = Settings(lexicon, segmenter)
        _save(run, found, lambda: run.record(settings, analyses), as_json, as_csv, contrasts)
    run.end(len(analyses))


def _save(run: Run, found: Comparison, record: Callable[[], dict[str, object]], *files: Path | None) -> None:
    """The comparison as JSON with how it was made, its rows as CSV, its contrasts as CSV: what was asked for."""
    as_json, as_csv, contrasts = files
    if as_json is not None:
        written = to_json(comparison_dict(found) | record(), indent=1) + "\n"
        run.write(lambda: save_text(as_json, written))
    if as_csv is not None:
        run.write(lambda: save_csv(as_csv, to_rows(found, "comparison")))
    if contrasts is not None:
        run.write(lambda: save_csv(contrasts, to_rows(found, "contrast")))


def _print(run: Run, analyses: list[Analysis], comparison: Comparison, html: Path | None, ui: Ui) -> None:
    click.echo(comparison_text(comparison))
    if html is not None:
        run.page(html, analyses, comparison, ui)


@main.command()
@paths_argument
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), default=Path("framing-report.html"), show_default=True
)
@ui_option
@models_option
@language_option
@segmenter_option
@lexicon_options
@strict_option
def report(
    paths: tuple[Path, ...], out: Path, ui: Ui, models: tuple[Path, ...], language: str, segmenter: str,
    lexicon: Lexicon, strict: bool,
) -> None:  # fmt: skip
    """Write one page: marked texts, and their comparison.

    Of more than 60 articles it is a summary with a page for each.

    \b
    framing report corpus/ --out report.html
    framing report corpus/ --ui vi
    """
    run = Run(strict, lexicon, segmenter, language)
    analyses = list(map(read_models(models), run.analyses(paths, None, False)))
    if analyses:
        several = sum(not a.refused for a in analyses) > 1
        run.page(out, analyses, compare_analyses(analyses) if several else None, ui)
    run.end(len(analyses))


@main.command()
@click.option(
    "--html", type=click.Path(path_type=Path, dir_okay=False), default=Path("framing-demo.html"), show_default=True
)
@ui_option
@lexicon_options
def demo(html: Path, ui: Ui, lexicon: Lexicon) -> None:
    """Compare four invented outlets, and write the page."""
    run = Run(strict=False, lexicon=lexicon)
    analyses = list(run.analyses((data_root("seeds") / "demo",), None, False))
    _print(run, analyses, compare_analyses(analyses), html, ui)
    run.end(len(analyses))
