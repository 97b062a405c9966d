"""How figures are drawn: the axes, stacked bars, coloured cells, and a font for Chinese labels where one is installed."""

from __future__ import annotations

import unicodedata
import warnings
from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING

from framing.compare.records import Comparison
from framing.errors import UsageError

if TYPE_CHECKING:
    from matplotlib.axes import Axes

EDGE = "#2b5f86"
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


def axes_of(ax: Axes | None) -> Axes:
    """The Axes given, else the current ones. Errors: UsageError where the extra is missing."""
    try:
        import matplotlib.pyplot as plt
        import seaborn  # noqa: F401
    except ImportError:
        raise UsageError("framing.plots needs the plots extra: pip install 'framing-analysis[plots]'") from None
    return plt.gca() if ax is None else ax


def groups_of(comparison: Comparison) -> list[str]:
    """The names of the groups. Errors: UsageError where there are none."""
    if not comparison.groups:
        raise UsageError("this comparison has no groups, so there is nothing to draw")
    return [group.name for group in comparison.groups]


def stacked(
    parts: Mapping[str, Sequence[float]],
    fills: Sequence[tuple[str, str]],
    groups: Sequence[str],
    label: str,
    ax: Axes | None,
) -> Axes:
    """A bar for each group, cut into parts; ``fills`` has colour and hatching of each part."""
    ax = axes_of(ax)
    left = [0.0] * len(groups)
    for (name, values), (colour, hatch) in zip(parts.items(), fills, strict=True):
        ax.barh(range(len(groups)), values, left=left, color=colour, edgecolor=EDGE, hatch=hatch, label=name)
        left = [start + value for start, value in zip(left, values, strict=True)]
    ax.set_xlim(0, 1)
    ax.set_xlabel(label)
    ax.legend(loc="lower center", bbox_to_anchor=(0.5, 1), ncols=min(4, len(parts)), frameon=False)
    return named(ax, groups)


def named(ax: Axes, groups: Sequence[str]) -> Axes:
    """The groups along the y axis, the first on top."""
    ax.set_yticks(range(len(groups)), [group or "not given" for group in groups])
    if not ax.yaxis_inverted():
        ax.invert_yaxis()
    for side in ("top", "right"):
        ax.spines[side].set_visible(False)
    return lettered(ax)


def heatmap(
    table: Sequence[Sequence[float | None]],
    columns: Sequence[str],
    names: Sequence[str],
    ax: Axes | None,
    *,
    cmap: str,
    low: float,
    high: float,
    form: str,
) -> Axes:
    """Coloured cells with their numbers written in; None is an empty cell. ``names`` are those of the rows."""
    ax = axes_of(ax)
    import numpy as np
    import seaborn

    values = np.array([[np.nan if value is None else value for value in line] for line in table], dtype=float)
    written = np.array(
        [["" if value is None else form.format(value) if value else "0" for value in line] for line in table]
    )
    columns = [column or "not given" for column in columns]
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
    ax.set_xticks([place + 0.5 for place in range(len(columns))], columns, rotation=30, ha="right")
    ax.set_yticks([place + 0.5 for place in range(len(names))], list(names))
    return lettered(ax)


# --- letters ---


def lettered(ax: Axes) -> Axes:
    """Set a font behind the usual one where a label has Chinese characters; warn once where none is installed."""
    import matplotlib as mpl

    legend = ax.get_legend()
    texts = [*ax.get_xticklabels(), *ax.get_yticklabels(), *ax.texts, *(legend.get_texts() if legend else ())]
    texts += [ax.title, ax.xaxis.label, ax.yaxis.label]
    if not any(has_chinese(text.get_text()) for text in texts):
        return ax
    font = find_chinese_font()
    if font:
        for text in texts:
            text.set_fontfamily([*mpl.rcParams["font.family"], font])
    return ax


def has_chinese(text: str) -> bool:
    """Whether a text has Chinese characters."""
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
