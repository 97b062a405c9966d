"""Articles in, scores out: analyze, compare, report, demo."""

from __future__ import annotations

import json
from pathlib import Path

import click

from framing.cli.main import main
from framing.cli.run import Run, json_out, lexicon_options, outlet_option, paths_argument, strict_option
from framing.compare.contrasts import compare as compare_analyses
from framing.data import data_root
from framing.lexicon.overlay import Lexicon
from framing.show.export import RowKind, comparison_dict, save_csv, save_text, to_dict, to_rows
from framing.show.tables import analysis_text, comparison_text
from framing.types import Analysis


@main.command()
@paths_argument
@click.option("--json", "as_json", is_flag=True, help="JSON in the gold format: to --out, else one line an article.")
@click.option(
    "--csv", "as_csv", is_flag=True, help="Tidy tables as CSV into --out: article, attribution, loaded, stance, frame."
)
@click.option("--html", "html", type=click.Path(path_type=Path), help="Also write a page with the highlighted texts.")
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), help="Folder for --json (NAME.json) and --csv."
)
@click.option("--readability", is_flag=True, help="Add readability formulas (English only).")
@outlet_option
@lexicon_options
@strict_option
def analyze(
    paths: tuple[Path, ...], as_json: bool, as_csv: bool, html: Path | None, out: Path | None, readability: bool, outlet: str | None,
    lexicon: Lexicon, strict: bool
) -> None:  # fmt: skip
    """Measure articles one by one.

    \b
    framing analyze story.txt
    framing analyze news/ --json --out results/
    framing analyze a.txt b.txt --html page.html
    """
    if as_csv and out is None:
        raise click.UsageError("--csv needs --out FOLDER")
    run = Run(strict, lexicon)
    analyses = []
    for analysis in run.analyses(paths, outlet, readability):
        analyses.append(analysis)
        if as_json:
            json_out(to_dict(analysis), out, analysis.article.id, run)
        elif not as_csv and not html:
            click.echo(analysis_text(analysis) + "\n")
    if as_csv and out is not None:
        kinds: tuple[RowKind, ...] = ("article", "attribution", "loaded", "stance", "frame")
        for kind in kinds:
            run.write(lambda kind=kind: save_csv(out / f"{kind}.csv", to_rows(analyses, kind)))
    if html is not None and analyses:
        run.page(html, analyses)
    run.end(len(analyses))


@main.command()
@paths_argument
@click.option("--by", type=click.Choice(["outlet", "language", "event"]), default="outlet", show_default=True)
@click.option("--json", "as_json", type=click.Path(path_type=Path), help="Write the comparison as JSON.")
@click.option("--csv", "as_csv", type=click.Path(path_type=Path), help="Write its rows as CSV.")
@click.option("--html", "html", type=click.Path(path_type=Path), help="Write one self-contained page.")
@lexicon_options
@strict_option
def compare(
    paths: tuple[Path, ...],
    by: str,
    as_json: Path | None,
    as_csv: Path | None,
    html: Path | None,
    lexicon: Lexicon,
    strict: bool,
) -> None:
    """Compare outlets, voice by voice. A file whose outlet is unknown is its own group.

    \b
    framing compare news/*.txt --html out.html
    framing compare corpus/ --by language --csv rows.csv
    """
    run = Run(strict, lexicon)
    analyses = list(run.analyses(paths, None, False))
    _compare(run, analyses, by, as_json=as_json, as_csv=as_csv, html=html)
    run.end(len(analyses))


def _compare(
    run: Run, analyses: list[Analysis], by: str, *, as_json: Path | None, as_csv: Path | None, html: Path | None
) -> None:
    if not any(not a.refused for a in analyses):
        return
    comparison = compare_analyses(analyses, by=by)  # type: ignore[arg-type]
    click.echo(comparison_text(comparison))
    if as_json is not None:
        run.write(
            lambda: save_text(as_json, json.dumps(comparison_dict(comparison), ensure_ascii=False, indent=1) + "\n")
        )
    if as_csv is not None:
        run.write(lambda: save_csv(as_csv, to_rows(comparison, "comparison")))
    if html is not None:
        run.page(html, analyses, comparison)


@main.command()
@paths_argument
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), default=Path("framing-report.html"), show_default=True
)
@lexicon_options
@strict_option
def report(paths: tuple[Path, ...], out: Path, lexicon: Lexicon, strict: bool) -> None:
    """Write the page alone: highlighted texts and, for several articles, their comparison.

    \b
    framing report corpus/ --out report.html
    """
    run = Run(strict, lexicon)
    analyses = list(run.analyses(paths, None, False))
    if analyses:
        several = sum(not a.refused for a in analyses) > 1
        run.page(out, analyses, compare_analyses(analyses) if several else None)
    run.end(len(analyses))


@main.command()
@click.option(
    "--html", type=click.Path(path_type=Path, dir_okay=False), default=Path("framing-demo.html"), show_default=True
)
@lexicon_options
def demo(html: Path, lexicon: Lexicon) -> None:
    """Compare the four invented outlets that ship with the package, and write the page."""
    run = Run(strict=False, lexicon=lexicon)
    analyses = list(run.analyses((data_root("seeds") / "demo",), None, False))
    _compare(run, analyses, "outlet", as_json=None, as_csv=None, html=html)
    run.end(len(analyses))
