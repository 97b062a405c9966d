"""Figures of the benchmarks, as SVG whose bytes do not change from run to run."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from matplotlib import rc_context
from matplotlib.figure import Figure

from framing.learn.evaluate import Predictions
from framing.learn.metrics import reliability
from framing.learn.scores import Score

_STYLE = {"svg.hashsalt": "framing", "font.size": 9, "axes.spines.top": False, "axes.spines.right": False}
_COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000", "#999999")


def _save(figure: Figure, path: Path) -> str:
    figure.tight_layout()
    figure.savefig(path, format="svg", metadata={"Date": None, "Creator": None})
    return path.name


def reliability_figure(path: Path, curves: Mapping[str, Predictions]) -> str:
    """Predicted probability against observed share; the first seed of each run."""
    with rc_context(_STYLE):
        return _save(_reliability(curves), path)


def _reliability(curves: Mapping[str, Predictions]) -> Figure:
    figure = Figure(figsize=(4.6, 4.2))
    axes = figure.subplots()
    axes.plot([0, 1], [0, 1], color="#bbbbbb", linewidth=1)
    for colour, (name, run) in zip(_COLOURS * 9, curves.items(), strict=False):
        bins = reliability(run.true[run.tested], run.probabilities[0][run.tested])
        axes.plot([b.predicted for b in bins], [b.observed for b in bins], "o-", color=colour, label=name, markersize=3)
    axes.set(xlabel="predicted probability", ylabel="observed share", xlim=(0, 1), ylim=(0, 1))
    axes.legend(fontsize=6, frameon=False)
    return figure


def curve_figure(path: Path, points: Mapping[str, tuple[list[float], list[Score]]], label: str) -> str:
    """A score against the size of the training part, with its interval."""
    with rc_context(_STYLE):
        return _save(_curve(points, label), path)


def _curve(points: Mapping[str, tuple[list[float], list[Score]]], label: str) -> Figure:
    figure = Figure(figsize=(4.6, 3.4))
    axes = figure.subplots()
    for colour, (name, (sizes, found)) in zip(_COLOURS, points.items(), strict=False):
        values = [score.value for score in found]
        axes.fill_between(sizes, [s.low for s in found], [s.high for s in found], color=colour, alpha=0.15, linewidth=0)
        axes.plot(sizes, values, "o-", color=colour, label=name, markersize=3)
    axes.set(xlabel="training examples", ylabel=label)
    axes.legend(fontsize=7, frameon=False)
    return figure
