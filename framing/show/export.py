"""Results as plain data and files: JSON in the format of the gold files, tidy rows, CSV, DataFrames."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from framing.compare.records import Comparison
from framing.errors import UsageError
from framing.measure.source_mix import SourceMix, source_mix
from framing.output import written_whole
from framing.types import ARTICLE_ZONES, VOICES, Analysis, LexiconVersion, LoadedRates, Span

if TYPE_CHECKING:
    import pandas


def to_dict(analysis: Analysis) -> dict[str, Any]:
    """The analysis as dicts and lists; every span carries ``start``, ``end`` (code points) and ``text``."""
    text, article = analysis.article.text, analysis.article

    def span(value: Span | None) -> dict[str, Any] | None:
        return None if value is None else {"start": value.start, "end": value.end, "text": value.of(text)}

    def placed(value: Span) -> Mapping[str, Any]:
        return {"start": value.start, "end": value.end, "text": value.of(text)}

    return {
        "id": article.id,
        "outlet": article.outlet,
        "date": article.date,
        "event": article.event,
        "title": article.title,
        "author": article.author,
        "language": analysis.language,
        "refused": analysis.refused,
        "n_sentences": analysis.n_sentences,
        "tokens": dict(analysis.tokens),
        "token_unit": analysis.token_unit,
        "zones": [
            {"line": z.line, "zone": z.kind, "lang": z.language, "start": z.span.start, "end": z.span.end} for z in analysis.zones
        ],
        "attributions": [
            {
                "source": span(a.source), "cue": span(a.cue), "content": [placed(piece) for piece in a.content], "kind": a.kind,
                "source_type": a.source_type, "speaker": a.speaker, "rule": a.rule, "zone": a.zone,
                "stance": a.stance, "tokens": a.tokens, "quoted_tokens": a.quoted_tokens,
            }
            for a in analysis.attributions
        ],
        "loaded": [
            {
                **placed(t.span), "concept": t.concept, "category": t.category, "voice": t.voice, "strength": t.strength,
                "neutral": t.neutral, "zone": t.zone, "family": t.family, "negated": t.negated, "hedged": t.hedged,
                "inserted": t.inserted, "mark": t.mark, "reviewed": t.reviewed, "precision": t.precision,
            }
            for t in analysis.loaded
        ],
        "loaded_rates": _rates_dict(analysis.loaded_rates),
        "source_mix": _mix_dict(source_mix(analysis), placed),
        "mentions": [{**placed(m.span), "entity": m.entity, "name": m.name, "naming": m.naming} for m in analysis.mentions],
        "stance": [
            {
                "target": s.target, "voice": s.voice, "value": s.value, "role": s.role,
                "evidence": [placed(e) for e in s.evidence],
            }
            for s in analysis.stance
        ],
        "frames": [f.frame for f in analysis.frames],
        "primary_frame": analysis.primary_frame,
        "frame_shares": [{"frame": f.frame, "share": round(f.share, 4), "evidence": [placed(e) for e in f.evidence]} for f in analysis.frames],
        "readability": dict(analysis.readability),
        "predictions": [
            {
                **placed(p.span), "model": p.model, "model_sha256": p.sha256, "label": p.label, "value": p.value, "probability": p.probability,
                "target": p.target, "evidence": [placed(e) for e in p.evidence],
            }
            for p in analysis.predictions
        ],
        "notes": list(analysis.notes),
        "lexicon": _lexicon_dict(analysis.lexicon),
    }  # fmt: skip


def _rates_dict(rates: LoadedRates) -> dict[str, float | None]:
    return {"everything": rates.everything, "author": rates.author, "difference": rates.difference}


def _mix_dict(mix: SourceMix, placed: Callable[[Span], Mapping[str, Any]]) -> dict[str, Any]:
    shares = (*mix.types, *mix.speakers, *([mix.unnamed] if mix.unnamed.attributions else ()), *mix.stances)
    return {
        "attributed_tokens": mix.attributed_tokens,
        "quoted_share": mix.quoted_share,
        "unnamed_share": mix.unnamed_share,
        "herfindahl": mix.herfindahl,
        "effective_speakers": mix.effective_speakers,
        "shares": [
            {
                "kind": share.kind,
                "name": share.name,
                "attributions": share.attributions,
                "tokens": share.tokens,
                "share": share.share,
                "evidence": [placed(span) for span in share.evidence],
            }
            for share in shares
        ],
    }


def _lexicon_dict(lexicon: LexiconVersion) -> dict[str, Any]:
    overlays = [{"name": name, "sha256": digits} for name, digits in lexicon.overlays]
    return {
        "version": lexicon.version,
        "sha256": lexicon.sha256,
        "overlays": overlays,
        "reviewed_only": lexicon.reviewed_only,
    }


def comparison_dict(comparison: Comparison) -> dict[str, Any]:
    """A comparison as plain data; every row carries its raw count, its denominator, its interval and its words."""
    return {
        "by": comparison.by,
        "groups": [
            {"name": g.name, "articles": g.articles, "tokens": g.tokens, "languages": list(g.languages)}
            for g in comparison.groups
        ],
        "rows": [asdict(row) | {"words": dict(row.words)} for row in comparison.rows],
        "contrasts": [asdict(line) for line in comparison.contrasts],
        "design": comparison.design,
        "calibration": asdict(comparison.calibration) if comparison.calibration else None,
        "stance": [
            {"group": g, "voice": voice, "target": target, "mean": value, "articles": n}
            for g, voice, target, value, n in comparison.stance
        ],
        "frames": [{"group": g, "frame": frame, "share": share} for g, frame, share in comparison.frames],
        "sources": [
            {"group": g, "source_type": kind, "attributions": n, "share_of_attributed": share}
            for g, kind, n, share in comparison.sources
        ],
        "naming": [
            {"group": g, "entity": entity, "form": form, "count": n} for g, entity, form, n in comparison.naming
        ],
        "notes": list(comparison.notes),
        "lexicons": [_lexicon_dict(lexicon) for lexicon in comparison.lexicons],
    }


RowKind = Literal[
    "article", "attribution", "source", "loaded", "stance", "frame", "prediction", "comparison", "contrast"
]


_HALF = re.compile("[\ud800-\udfff]")
_OF_COMPARISONS = ("comparison", "contrast")


def to_rows(results: Sequence[Analysis] | Comparison, rows: RowKind) -> list[dict[str, Any]]:
    """Flat rows for a table, one dict each; spans become ``start`` and ``end`` columns beside their text."""
    if isinstance(results, Comparison):
        lexicons = "; ".join(str(lexicon) for lexicon in results.lexicons)
        if rows == "contrast":
            return [asdict(line) | {"design": results.design, "lexicon": lexicons} for line in results.contrasts]
        return [
            {
                **row,
                "words": "; ".join(f"{w} ({n})" for w, n in row["words"].items()),
                "design": results.design,
                "lexicon": lexicons,
            }
            for row in comparison_dict(results)["rows"]
        ]
    if rows in _OF_COMPARISONS:
        raise UsageError(
            f"rows={rows!r} takes a Comparison; for analyses use article, attribution, source, loaded, stance or frame"
        )
    return [row for analysis in results for row in rows_of(analysis, (rows,))[rows]]


def rows_of(analysis: Analysis, kinds: Iterable[RowKind]) -> dict[RowKind, list[dict[str, Any]]]:
    """The rows of one analysis, of several kinds at once."""
    data, lexicon = to_dict(analysis), {"lexicon": str(analysis.lexicon)}
    return {kind: [row | lexicon for row in _ROWS[kind](analysis, data)] for kind in kinds}


def text_sha256(text: str) -> str:
    """Which text it was: the hash of its UTF-8 bytes, its first 16 hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _key(analysis: Analysis) -> dict[str, Any]:
    article = analysis.article
    return {"article": article.id, "outlet": article.outlet, "date": article.date, "language": analysis.language}


def _article_rows(analysis: Analysis, data: dict[str, Any]) -> list[dict[str, Any]]:
    counts = {f"loaded_{v}": sum(t.voice == v and t.zone in ARTICLE_ZONES for t in analysis.loaded) for v in VOICES}
    tokens = {f"tokens_{v}": n for v, n in analysis.tokens.items()}
    rates = {f"loaded_rate_{name}": rate for name, rate in data["loaded_rates"].items()}
    mix = {name: value for name, value in data["source_mix"].items() if name != "shares"}
    fields = ("title", "event", "n_sentences", "primary_frame", "refused", "token_unit")
    row = _key(analysis) | {name: data[name] for name in fields} | tokens | counts | rates | mix | data["readability"]
    return [row | {"text_sha256": text_sha256(analysis.article.text)}]


def _attribution_rows(analysis: Analysis, data: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        _key(analysis)
        | {"source": (a["source"] or {}).get("text", ""), "cue": (a["cue"] or {}).get("text", "")}
        | {"content": " … ".join(piece["text"] for piece in a["content"])}
        | {"start": a["content"][0]["start"], "end": a["content"][-1]["end"]}
        | {
            name: a[name]
            for name in ("kind", "source_type", "speaker", "stance", "tokens", "quoted_tokens", "rule", "zone")
        }
        for a in data["attributions"]
    ]


def _source_rows(analysis: Analysis, data: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        _key(analysis) | share | {"evidence": "; ".join(e["text"] for e in share["evidence"])}
        for share in data["source_mix"]["shares"]
    ]


def _loaded_rows(analysis: Analysis, data: dict[str, Any]) -> list[dict[str, Any]]:
    return [_key(analysis) | term for term in data["loaded"]]


def _stance_rows(analysis: Analysis, data: dict[str, Any]) -> list[dict[str, Any]]:
    return [_key(analysis) | s | {"evidence": "; ".join(e["text"] for e in s["evidence"])} for s in data["stance"]]


def _frame_rows(analysis: Analysis, data: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        _key(analysis) | f | {"evidence": "; ".join(e["text"] for e in f["evidence"])} for f in data["frame_shares"]
    ]


def _prediction_rows(analysis: Analysis, data: dict[str, Any]) -> list[dict[str, Any]]:
    return [_key(analysis) | p | {"evidence": "; ".join(e["text"] for e in p["evidence"])} for p in data["predictions"]]


_ROWS: dict[str, Callable[[Analysis, dict[str, Any]], list[dict[str, Any]]]] = {
    "article": _article_rows,
    "attribution": _attribution_rows,
    "source": _source_rows,
    "loaded": _loaded_rows,
    "stance": _stance_rows,
    "frame": _frame_rows,
    "prediction": _prediction_rows,
}


def to_frame(results: Analysis | Iterable[Analysis] | Comparison, *, rows: RowKind = "article") -> pandas.DataFrame:
    """A pandas DataFrame with one line per ``rows``: article, attribution, source, loaded, stance, frame or prediction.

    A Comparison gives its own rows, with ``rows="contrast"`` its tested differences. Errors: UsageError for an unknown kind of row.

    >>> from framing.analyze import analyze
    >>> list(to_frame(analyze("The so-called reform passed on Monday."), rows="loaded")["text"])
    ['so-called']
    """
    import pandas

    if rows not in (*_ROWS, *_OF_COMPARISONS):
        raise UsageError(f"rows is one of {', '.join(_ROWS)}, got {rows!r}")
    if isinstance(results, Comparison):
        return pandas.DataFrame(to_rows(results, rows))
    listed = [results] if isinstance(results, Analysis) else list(results)
    return pandas.DataFrame(to_rows(listed, rows))


def to_json(data: object, indent: int | None = None) -> str:
    r"""JSON text, characters as they are; half a character (a lone surrogate), which no file can hold, as its escape.

    >>> to_json({"text": "湖 \ud800"})
    '{"text": "湖 \\ud800"}'
    """
    written = json.dumps(data, ensure_ascii=False, indent=indent)
    return _HALF.sub(lambda match: f"\\u{ord(match[0]):04x}", written)


def save_text(path: str | Path, text: str) -> Path:
    """Write a text file whole or not at all. Errors: InputError naming the file and the reason."""
    path = Path(path)
    with written_whole(path) as temporary:
        temporary.write_text(text, encoding="utf-8", errors="replace")
    return path


def save_csv(path: str | Path, rows: Sequence[Mapping[str, Any]]) -> Path:
    """Rows as CSV (UTF-8 with a mark, so that spreadsheets read Chinese and Vietnamese); cells never start a formula."""
    return save_text(path, "\ufeff" + csv_text(rows))


def csv_text(rows: Sequence[Mapping[str, Any]]) -> str:
    """Rows as CSV; a column for each name that any row has."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    out = io.StringIO()
    writer = csv.DictWriter(out, names, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: csv_cell(value) for name, value in row.items()} for row in rows)
    return out.getvalue()


def csv_cell(value: Any) -> Any:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{value}" if isinstance(value, str) and value[:1] in "=+-@\t\r" and len(value) > 1 else value
