"""Figures and notebook display: what is drawn is what the comparison says."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from wcwidth import wcswidth

import framing
from framing import Article, Comparison, UsageError, analyze, compare, report
from framing.compare.agreement import Agreement, PairAgreement
from framing.compare.distinctive import distinctive_words
from framing.compare.records import Group
from framing.compare.wordrecords import DistinctiveWords
from framing.learn.metrics import Bin
from framing.show import figures, plots
from framing.show.boxes import find_example
from framing.show.salience import salient_targets
from framing.show.tables import analysis_text, comparison_text
from framing.types import FRAMES, VOICES

matplotlib = pytest.importorskip(
    "matplotlib", reason="matplotlib is not installed: pip install 'framing-analysis[plots]'"
)
pytest.importorskip("seaborn", reason="seaborn is not installed: pip install 'framing-analysis[plots]'")
matplotlib.use("Agg")
import matplotlib.figure  # noqa: E402

DRAWN = (plots.rates, plots.voice_split, plots.source_mix, plots.stance_map, plots.frame_heatmap)


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    return compare([analyze(Article(b.text, outlet=b.outlet, title=b.title)) for b in find_example("survey-ship")])


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    yield
    from matplotlib import pyplot

    pyplot.close("all")


@pytest.mark.parametrize("draw", DRAWN, ids=lambda draw: draw.__name__)
def test_draws_on_the_axes_it_is_given(comparison: Comparison, draw: Any) -> None:
    from matplotlib import pyplot

    _, (first, second) = pyplot.subplots(1, 2)
    assert draw(comparison, ax=first) is first
    assert not second.has_data()
    with warnings.catch_warnings():
        warnings.simplefilter("error" if plots.find_chinese_font() else "ignore")
        first.figure.canvas.draw()
    names = [label.get_text() for label in [*first.get_yticklabels(), *first.get_xticklabels()]]
    assert {group.name for group in comparison.groups} <= set(names)


def test_without_axes_the_current_ones(comparison: Comparison) -> None:
    from matplotlib import pyplot

    current = pyplot.subplots()[1]
    assert plots.rates(comparison) is current


def test_rates_stand_where_the_rows_say(comparison: Comparison) -> None:
    ax = plots.rates(comparison, voice="source")
    rows = [row for row in comparison.rows if (row.measure, row.voice) == ("loaded", "source") and row.rate is not None]
    assert [float(line.get_xdata()[0]) for line in ax.get_lines()] == [row.rate for row in rows]
    assert [text.get_text() for text in ax.texts] == [f"{row.count} in {row.per:,}; no interval" for row in rows]


def test_intervals_are_drawn_where_there_are_any() -> None:
    texts = ("The so-called reform failed in the north.", "The reform passed in the south.")
    corpus = [Article(texts[n % 2] * (n % 3 + 1), outlet="AB"[n // 12], id=str(n)) for n in range(24)]
    found = compare([analyze(article) for article in corpus])
    rows = [row for row in found.rows if (row.measure, row.voice) == ("loaded", "author")]
    assert all(row.low is not None for row in rows)
    intervals = [
        tuple(map(float, line.get_xdata())) for line in plots.rates(found).get_lines() if len(line.get_xdata()) == 2
    ]
    assert intervals == [(row.low, row.high) for row in rows]


def test_shares_of_voices_add_up(comparison: Comparison) -> None:
    bars = plots.voice_split(comparison).patches
    groups = len(comparison.groups)
    ends = [bar.get_x() + bar.get_width() for bar in bars[-groups:]]
    assert ends == pytest.approx([1.0] * groups)
    assert len(bars) == groups * len(VOICES)


def test_sources_are_the_comparisons_shares(comparison: Comparison) -> None:
    widths = sorted(bar.get_width() for bar in plots.source_mix(comparison).patches if bar.get_width())
    assert widths == pytest.approx(sorted(share for *_, share in comparison.sources if share))


def test_cells_are_written_out(comparison: Comparison) -> None:
    frames = [text.get_text() for text in plots.frame_heatmap(comparison).texts]
    shown = {frame for _, frame, share in comparison.frames if share}
    assert len(frames) == len([f for f in FRAMES if f in shown]) * len(comparison.groups)
    from matplotlib import pyplot

    stance = [text.get_text() for text in plots.stance_map(comparison, ax=pyplot.subplots()[1]).texts]
    own = [(target, mean) for _, voice, target, mean, _ in comparison.stance if voice == "author"]
    sided = {target for target, mean in own if mean}
    assert sided
    assert sorted(text for text in stance if text) == sorted(
        f"{mean:+.1f}" if mean else "0" for target, mean in own if target in sided
    )


def test_salient_targets_are_those_toward_which_sides_are_taken() -> None:
    stance = (
        ("A", "author", "China", -1.0, 3),
        ("B", "author", "China", 0.0, 2),
        ("A", "author", "Vietnam", 0.0, 9),
        ("A", "source", "Vietnam", 1.0, 9),
        ("A", "author", "1億", 2.0, 4),
        ("B", "author", "the board", 0.5, 1),
    )
    groups = tuple(Group(name, 9, 100, ("en",)) for name in "AB")
    found = Comparison("outlet", groups, (), stance, (), (), (), ())  # type: ignore[arg-type]
    rows = [label.get_text() for label in plots.stance_map(found).get_yticklabels()]
    assert rows == ["China", "the board"]
    assert salient_targets(found) == ["Vietnam", "China", "the board"]
    assert [t.get_text() for t in plots.stance_map(found, top=1).get_yticklabels()] == ["China"]


def _words(n: int) -> DistinctiveWords:
    """Of two outlets with so many articles each, no sentence of which stands twice."""
    texts = {
        "A": "The reform is a burden in {}, a burden on all.",
        "B": "The reform is a relief in {}, a relief for all.",
    }
    towns = [f"{letter * 3}ton" for letter in "Abcdefghijkl"][:n]
    return distinctive_words(
        analyze(Article(text.format(town), outlet=outlet, id=f"{outlet} {town}"))
        for town in towns
        for outlet, text in texts.items()
    )


def test_distinctive_words_stand_where_their_log_odds_are() -> None:
    for found in (_words(1), _words(12)):
        ax = plots.distinctive_words(found, "B", ax=matplotlib.figure.Figure().subplots())
        words = [word for word in found.words if word.group == "B" and not word.apart]
        assert [label.get_text() for label in ax.get_yticklabels()] == [word.word for word in words]
        dots = [line for line in ax.get_lines() if line.get_marker() == "o"]
        assert [float(dot.get_xdata()[0]) for dot in dots] == [word.estimate for word in words]
        filled = [dot.get_markerfacecolor() != "white" for dot in dots]
        assert filled == [word.holds for word in words]
    with pytest.raises(UsageError, match="no distinctive words of 'C'; there are such of A, B"):
        plots.distinctive_words(_words(1), "C")


def test_a_timeline_is_the_rates_in_order() -> None:
    texts = ("The so-called reform failed.", "The reform passed in the south.")
    dated = [Article(texts[n % 2], date=f"2031-{1 + n // 12:02d}-09", id=str(n)) for n in range(36)]
    dated += [Article(texts[0], id="no date")]
    found = compare([analyze(article) for article in dated], by="month")
    ax = matplotlib.figure.Figure().subplots()
    assert plots.timeline(found, name="A", ax=ax) is ax
    plots.timeline(found, voice="all", name="B", ax=ax)
    rows = [row for row in found.rows if (row.measure, row.voice) == ("loaded", "author") and row.group[0] == "2"]
    assert [float(y) for y in ax.get_lines()[0].get_ydata()] == [
        row.rate for row in sorted(rows, key=lambda r: r.group)
    ]
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["A", "B"]
    (band, _) = ax.collections
    edges = {round(float(y), 6) for y in band.get_paths()[0].vertices[:, 1]}
    assert {round(float(end), 6) for row in rows for end in (row.low, row.high) if end is not None} <= edges
    with pytest.raises(UsageError, match="this one is by outlet"):
        plots.timeline(compare([analyze(dated[0])]))


def test_a_calibration_curve_stands_on_its_bins() -> None:
    bins = [Bin(0.2, 0.1, 40), Bin(0.8, 0.9, 60)]
    ax = plots.calibration_curve({"one": bins, "two": bins[:1]}, ax=matplotlib.figure.Figure().subplots())
    assert [list(map(float, line.get_ydata())) for line in ax.get_lines()] == [[0, 1], [0.1, 0.9], [0.1]]
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["one (100)", "two (40)"]
    with pytest.raises(UsageError):
        plots.calibration_curve({})


def test_an_agreement_matrix_has_each_pair_twice() -> None:
    nan = float("nan")
    pairs = (PairAgreement("Mai", "Lan", 3, 0.75, 0.5, nan), PairAgreement("Mai", "framing", 3, 0.25, 0.2, 0.1))
    found = Agreement(("Mai", "Lan"), ("framing",), 3, "sentence", (), pairs, (), ())
    ax = plots.agreement_matrix(found, ax=matplotlib.figure.Figure().subplots())
    assert [label.get_text() for label in ax.get_yticklabels()] == ["Mai", "Lan", "framing"]
    assert sorted(text.get_text() for text in ax.texts if text.get_text()) == ["0.25", "0.25", "0.75", "0.75"]
    alpha = plots.agreement_matrix(found, "alpha", ax=matplotlib.figure.Figure().subplots())
    assert [text.get_text() for text in alpha.texts if text.get_text()] == ["0.10", "0.10"]
    with pytest.raises(UsageError, match="no two coders"):
        plots.agreement_matrix(Agreement((), (), 0, "sentence", (), (), (), ()))


def test_chinese_labels_get_a_font_that_has_them(comparison: Comparison) -> None:
    if not plots.find_chinese_font():
        pytest.skip("no font with Chinese characters is installed")
    fonts = [label.get_fontfamily() for label in plots.voice_split(comparison).get_yticklabels()]
    assert all(plots.find_chinese_font() in font for font in fonts)


def test_no_chinese_font_is_said_once(comparison: Comparison, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(figures, "_CHINESE_FONTS", ("No Such Font",))
    plots.find_chinese_font.cache_clear()
    try:
        with pytest.warns(UserWarning, match="fonts-noto-cjk") as said:
            plots.voice_split(comparison)
            plots.source_mix(comparison)
        assert len(said) == 1
    finally:
        plots.find_chinese_font.cache_clear()


def test_nothing_to_draw_is_said(comparison: Comparison) -> None:
    with pytest.raises(UsageError, match=r"no row for nonsense \(author\)"):
        plots.rates(comparison, "nonsense")
    for draw in DRAWN:
        with pytest.raises(UsageError):
            draw(compare([]))


def test_without_the_extra(comparison: Comparison, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "seaborn", None)
    with pytest.raises(UsageError, match="plots extra"):
        plots.voice_split(comparison)


def test_plots_are_found_from_the_package() -> None:
    assert framing.plots is plots
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        framing.nonsense  # noqa: B018


def test_an_analysis_shows_itself() -> None:
    analysis = analyze(Article('</iframe>" onload="x" The so-called <b>reform</b> failed.'))
    shown = analysis._repr_html_()  # type: ignore[attr-defined]
    page = shown.partition('srcdoc="')[2].partition('"')[0]
    assert unescape(page) == report.render([analysis])
    assert shown.count("<") == 2


def test_a_comparison_shows_itself(comparison: Comparison) -> None:
    shown = comparison._repr_html_()  # type: ignore[attr-defined]
    for row in comparison.rows:
        if row.measure == "loaded" and row.voice in VOICES and row.rate is not None:
            assert f"{row.rate:.1f} ({row.count})" in shown
    attack = compare([analyze(Article("The so-called reform failed.", outlet="<script>x</script>"))])
    assert "<script" not in attack._repr_html_()  # type: ignore[attr-defined]


def test_results_print_as_their_tables(comparison: Comparison) -> None:
    analysis = analyze(Article("The so-called reform failed.", title="Reform"))
    assert (str(analysis), str(comparison)) == (analysis_text(analysis), comparison_text(comparison))
    said: list[str] = []
    printer = type("Printer", (), {"text": lambda self, text: said.append(text)})()
    analysis._repr_pretty_(printer, False)  # type: ignore[attr-defined]
    assert said == [str(analysis)]
    assert max(wcswidth(line) for line in str(comparison).splitlines()) <= 80


def test_a_comparison_is_drawn_in_a_notebook(comparison: Comparison) -> None:
    shown = comparison._repr_html_()  # type: ignore[attr-defined]
    rows = [row for row in comparison.rows if row.measure == "loaded" and row.voice in VOICES and row.rate is not None]
    assert shown.count("<circle") == sum(row.voice != "paraphrase" for row in rows)
    assert shown.count("<path") == sum(row.voice == "paraphrase" for row in rows)
