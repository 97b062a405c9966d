"""Figures of a comparison: each function draws one, on the Axes it is given or the current ones, and returns the Axes.

They need the extra ``plots`` (``pip install 'framing-analysis[plots]'``). Chinese labels are drawn in a font that has the
characters where one is installed; where none is, one warning says so. Nothing here computes: the numbers are those of
the comparison, and a rate without an interval is drawn without one.
"""

from __future__ import annotations

import unicodedata
import warnings
from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING

from framing.compare.records import Comparison, Row
from framing.errors import UsageError
from framing.show.wording import labels
from framing.types import FRAMES, SOURCE_TYPES, VOICES, StanceVoice, Voice

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# Okabe and Ito (2008), with one yellow darkened; the same as on the page
_SOURCE_COLOURS: Mapping[str, str] = {
    "official": "#0072b2",
    "expert": "#e69f00",
    "business": "#009e73",
    "media": "#cc79a7",
    "organisation": "#56b4e9",
    "document": "#d6c800",
    "citizen": "#d55e00",
    "vague": "#8a8a8a",
}
_VOICE_FILLS: Mapping[Voice, tuple[str, str]] = {
    "author": ("#2b5f86", ""),
    "paraphrase": ("#a9c4d8", "////"),
    "source": ("#ffffff", "...."),
}
_EDGE = "#2b5f86"
# matplotlib reads the first face of a collection only: of Noto's that is the Japanese one, which has the characters too
_CHINESE_FONTS = (
    "Noto Sans CJK SC",
    "Noto Sans CJK TC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "PingFang SC",
    "Hiragino Sans GB",
    "Microsoft YaHei",
    "Microsoft JhengHei",
    "SimHei",
    "WenQuanYi Zen Hei",
    "WenQuanYi Micro Hei",
    "Noto Sans CJK JP",
    "Arial Unicode MS",
)


def rates(comparison: Comparison, measure: str = "loaded", voice: str = "author", *, ax: Axes | None = None) -> Axes:
    """A measure's rate for each group, with its 95 % interval where there is one, and the raw counts.

    The x axis is in the row's ``unit`` (per 1,000 words of that voice for ``loaded``). Groups of different languages stand
    on one axis only to be read one by one where the comparison's notes say that they are not comparable. Errors:
    UsageError where no row has this measure and voice, or the extra is missing.

    >>> from framing import Article, analyze, compare
    >>> found = [analyze(Article(f"The so-called reform failed, {name} said.", outlet=name)) for name in "AB"]
    >>> [label.get_text() for label in rates(compare(found)).get_yticklabels()]
    ['A', 'B']
    """
    rows = [row for row in comparison.rows if row.measure == measure and row.voice == voice]
    if not rows:
        known = ", ".join(sorted({f"{row.measure} ({row.voice})" for row in comparison.rows})) or "none"
        raise UsageError(f"no row for {measure} ({voice}); this comparison has: {known}")
    ax = _axes(ax)
    places = range(len(rows))
    for place, row in zip(places, rows, strict=True):
        if row.rate is None:
            ax.annotate(" no such text", (0, place), va="center", fontsize="small")
            continue
        if row.low is not None and row.high is not None:
            ax.plot([row.low, row.high], [place, place], color=_EDGE, linewidth=2, solid_capstyle="butt")
        ax.plot([row.rate], [place], "o", color=_EDGE)
        ax.annotate(_counts(row), (row.rate, place), (6, 6), textcoords="offset points", fontsize="small")
    ends = [end for row in rows for end in (row.rate, row.high) if end is not None]
    ax.set_xlim(0, 1.4 * max(ends, default=0) or 1)  # room for the counts
    ax.margins(y=0.15)
    ax.set_xlabel(f"{measure}, {labels().voices[voice][0] if voice in labels().voices else voice}: {rows[0].unit}")
    return _named(ax, [row.group for row in rows])


def _counts(row: Row) -> str:
    interval = "" if row.low is not None else "; no interval"
    return f"{row.count} in {row.per:,}{interval}"


def voice_split(comparison: Comparison, *, ax: Axes | None = None) -> Axes:
    """The share of each group's words (0 to 1) that is the outlet's own, paraphrased, and quoted.

    A group without words has an empty bar. Errors: UsageError where the comparison has no rows, or the extra is missing.

    >>> from framing import Article, analyze, compare
    >>> ax = voice_split(compare([analyze(Article("“We failed,” Smith said.", outlet="A"))]))
    >>> [text.get_text() for text in ax.get_legend().get_texts()]
    ['own words', 'paraphrase', 'quoted']
    """
    words = {(row.group, row.voice): row.per for row in comparison.rows if row.measure == "loaded"}
    groups = _groups(comparison)
    totals = {group: sum(words.get((group, voice), 0) for voice in VOICES) for group in groups}
    parts = {
        labels().voices[voice][0]: [words.get((group, voice), 0) / (totals[group] or 1) for group in groups]
        for voice in VOICES
    }
    fills = [_VOICE_FILLS[voice] for voice in VOICES]
    return _stacked(parts, fills, groups, "share of words", ax)


def source_mix(comparison: Comparison, *, ax: Axes | None = None) -> Axes:
    """The share (0 to 1) of each group's attributed words that each kind of source is given.

    Kinds that no group quotes are left out. Errors: UsageError where nothing is attributed, or the extra is missing.
    """
    shares = {(group, kind): share for group, kind, _, share in comparison.sources}
    groups = _groups(comparison)
    kinds = [kind for kind in SOURCE_TYPES if any(shares.get((group, kind)) for group in groups)]
    if not kinds:
        raise UsageError("this comparison has no attributed words, so there is no source mix to draw")
    parts = {labels().sources[kind]: [shares.get((group, kind), 0.0) for group in groups] for kind in kinds}
    fills = [(_SOURCE_COLOURS[kind], "") for kind in kinds]
    return _stacked(parts, fills, groups, "share of attributed words", ax)


def stance_map(comparison: Comparison, voice: StanceVoice = "author", *, ax: Axes | None = None) -> Axes:
    """The mean stance of each group toward each target, -2 (strongly against) to 2 (strongly for), as coloured cells.

    Empty cells: no article of the group takes a stance. Errors: UsageError where none does, or the extra is missing.
    """
    found = {(target, group): mean for group, who, target, mean, _ in comparison.stance if who == voice}
    if not found:
        raise UsageError(f"this comparison has no stance in the voice {voice}")
    targets = list(dict.fromkeys(target for target, _ in found))
    table = [[found.get((target, group)) for group in _groups(comparison)] for target in targets]
    ax = _heatmap(table, comparison, targets, ax, cmap="RdBu", low=-2, high=2, form="{:+.1f}")
    ax.set_title(f"stance, {'own words' if voice == 'author' else 'what sources say'}")
    return ax


def frame_heatmap(comparison: Comparison, *, ax: Axes | None = None) -> Axes:
    """The mean share (0 to 1) of sentences that show each frame, for each group, as coloured cells.

    Frames that no group shows are left out. Errors: UsageError where there is none, or the extra is missing.
    """
    found = {(frame, group): share for group, frame, share in comparison.frames}
    groups = _groups(comparison)
    frames = [frame for frame in FRAMES if any(found.get((frame, group)) for group in groups)]
    if not frames:
        raise UsageError("this comparison has no frames")
    table: list[list[float | None]] = [[found.get((frame, group), 0.0) for group in groups] for frame in frames]
    top = max(value for line in table for value in line if value is not None)
    names = [labels().frames[frame] for frame in frames]
    ax = _heatmap(table, comparison, names, ax, cmap="Blues", low=0, high=top, form="{:.0%}")
    ax.set_title("frames: share of sentences")
    return ax


# --- drawing ---


def _axes(ax: Axes | None) -> Axes:
    try:
        import matplotlib.pyplot as plt
        import seaborn  # noqa: F401
    except ImportError:
        raise UsageError("framing.plots needs the plots extra: pip install 'framing-analysis[plots]'") from None
    return plt.gca() if ax is None else ax


def _groups(comparison: Comparison) -> list[str]:
    if not comparison.groups:
        raise UsageError("this comparison has no groups, so there is nothing to draw")
    return [group.name for group in comparison.groups]


def _stacked(
    parts: Mapping[str, Sequence[float]],
    fills: Sequence[tuple[str, str]],
    groups: Sequence[str],
    label: str,
    ax: Axes | None,
) -> Axes:
    ax = _axes(ax)
    left = [0.0] * len(groups)
    for (name, values), (colour, hatch) in zip(parts.items(), fills, strict=True):
        ax.barh(range(len(groups)), values, left=left, color=colour, edgecolor=_EDGE, hatch=hatch, label=name)
        left = [start + value for start, value in zip(left, values, strict=True)]
    ax.set_xlim(0, 1)
    ax.set_xlabel(label)
    ax.legend(loc="lower center", bbox_to_anchor=(0.5, 1), ncols=min(4, len(parts)), frameon=False)
    return _named(ax, groups)


def _named(ax: Axes, groups: Sequence[str]) -> Axes:
    """The groups along the y axis, the first on top."""
    ax.set_yticks(range(len(groups)), [group or "not given" for group in groups])
    if not ax.yaxis_inverted():
        ax.invert_yaxis()
    for side in ("top", "right"):
        ax.spines[side].set_visible(False)
    return _lettered(ax)


def _heatmap(
    table: Sequence[Sequence[float | None]],
    comparison: Comparison,
    names: Sequence[str],
    ax: Axes | None,
    *,
    cmap: str,
    low: float,
    high: float,
    form: str,
) -> Axes:
    ax = _axes(ax)
    import numpy as np
    import seaborn

    values = np.array([[np.nan if value is None else value for value in line] for line in table], dtype=float)
    written = np.array([["" if value is None else form.format(value) for value in line] for line in table])
    groups = [group or "not given" for group in _groups(comparison)]
    seaborn.heatmap(
        values,
        ax=ax,
        annot=written,
        fmt="",
        cmap=cmap,
        vmin=low,
        vmax=high,
        mask=np.isnan(values),
        linewidths=1,
        xticklabels=False,  # seaborn would draw them at once, before they have their font
        yticklabels=False,
    )
    ax.set_xticks([place + 0.5 for place in range(len(groups))], groups, rotation=30, ha="right")
    ax.set_yticks([place + 0.5 for place in range(len(names))], list(names))
    return _lettered(ax)


# --- letters ---


def _lettered(ax: Axes) -> Axes:
    """Sets a font behind the usual one where a label has Chinese characters; warns once where none is installed."""
    import matplotlib as mpl

    legend = ax.get_legend()
    texts = [*ax.get_xticklabels(), *ax.get_yticklabels(), *ax.texts, *(legend.get_texts() if legend else ())]
    if not any(_chinese(text.get_text()) for text in texts):
        return ax
    font = find_chinese_font()
    if font:
        for text in texts:
            text.set_fontfamily([*mpl.rcParams["font.family"], font])
    return ax


def _chinese(text: str) -> bool:
    return any(unicodedata.category(letter) == "Lo" and unicodedata.east_asian_width(letter) == "W" for letter in text)


@cache
def find_chinese_font() -> str:
    """The name of an installed font that has Chinese characters; empty, with one warning, where there is none."""
    from matplotlib import font_manager

    installed = {font.name for font in font_manager.fontManager.ttflist}
    font = next((name for name in _CHINESE_FONTS if name in installed), "")
    if not font:
        warnings.warn(
            "no font with Chinese characters was found, so Chinese labels show as boxes: install one "
            "(Debian: apt-get install fonts-noto-cjk) and delete matplotlib's font cache",
            stacklevel=2,
        )
    return font
