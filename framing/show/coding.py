"""Agreement of coders as terminal text of at most 80 columns, and as rows and plain data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from tabulate import tabulate

from framing.compare.agreement import MIN_MARKED, RELIABLE, TENTATIVE, Agreement, AgreementRow, PairAgreement
from framing.show.terminal import clip, wrapped

_TITLES = {
    "loaded": "Loaded language",
    "attribution": "Attribution",
    "frames": "Frames (the unit is the article)",
    "stance": "Stance (the unit is an article, target and voice)",
}
_PAIRS_SHOWN = 15
_LEGEND = (
    f"n: units marked by anybody (labels: compared) · alpha: Krippendorff's, 95 % interval · AC1: Gwet's · kappa: Cohen's, "
    f"mean over pairs · F1: soft span F1 of people · lib.: the same between people and the library · tier: A alpha from "
    f"{RELIABLE:.2f}, interval from {TENTATIVE}; B alpha from {TENTATIVE}; C less; – with n under {MIN_MARKED}. For "
    f"rare marks AC1 is high and alpha low: read both."
)


def agreement_text(found: Agreement) -> str:
    """How far coders agree, per layer, with who agrees with whom."""
    who = (
        f"{len(found.people)} {'person' if len(found.people) == 1 else 'people'}: {', '.join(found.people) or 'nobody'}"
    )
    machines = f"; beside: {', '.join(found.machines)}" if found.machines else ""
    parts = [wrapped(f"Agreement of {who}{machines} · {found.articles} articles · unit: {found.unit}", "  ")]
    for layer, title in _TITLES.items():
        rows = [_row(row) for row in found.rows if row.layer == layer]
        if rows:
            parts.append(_table(title, rows, ["", "n", "alpha", "", "AC1", "kappa", "F1", "lib.", "tier"]))
    parts.append(wrapped(_LEGEND, ""))
    parts.append(
        _table(
            "Who agrees with whom, on loaded language",
            list(_pair_rows(found.pairs)),
            ["", "", "art.", "place F1", "exact F1", "alpha"],
        )
    )
    left = len(found.pairs) - _PAIRS_SHOWN
    if left > 0:
        parts.append(f"{left} pairs more: --csv writes all.")
    parts += [wrapped(f"* {note}", "  ") for note in found.notes]
    return "\n\n".join(part for part in parts if part)


def _table(title: str, rows: Sequence[Sequence[object]], head: Sequence[str]) -> str:
    if not rows:
        return ""
    return f"{title}\n{tabulate(rows, headers=head, tablefmt='simple', disable_numparse=True, stralign='left')}"


def _row(row: AgreementRow) -> list[object]:
    name = clip(row.name.replace("_", " "), 22) + (" (label)" if row.aspect == "label" else "")
    between = f"{_two(row.low)} … {_two(row.high)}" if row.low == row.low else ""
    return [
        name,
        row.marked,
        _two(row.alpha),
        between,
        _two(row.ac1),
        _two(row.kappa),
        _two(row.f1),
        _two(row.library_f1),
        row.tier or "–",
    ]


def _two(value: float) -> str:
    return "–" if value != value else f"{value:.2f}".replace("-0.00", "0.00")


def _pair_rows(pairs: tuple[PairAgreement, ...]) -> Iterator[list[object]]:
    for pair in pairs[:_PAIRS_SHOWN]:
        yield [
            clip(pair.one, 22),
            clip(pair.two, 22),
            pair.articles,
            _two(pair.position_f1),
            _two(pair.exact_f1),
            _two(pair.alpha),
        ]


def agreement_dict(found: Agreement) -> dict[str, Any]:
    """Everything as plain data; what is not defined is None."""
    data = asdict(found)
    for name in ("rows", "pairs"):
        data[name] = [_plain(row) for row in data[name]]
    return data


def agreement_rows(found: Agreement) -> list[dict[str, Any]]:
    """A row for each line of the tables, then one for each pair of coders (``layer`` is then ``pair``)."""
    data = agreement_dict(found)
    return [
        *data["rows"],
        *({"layer": "pair", "name": f"{pair['one']} · {pair['two']}"} | pair for pair in data["pairs"]),
    ]


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {name: None if value != value else value for name, value in row.items()}
