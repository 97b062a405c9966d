"""One function for each data set: its files → examples. Nothing is filtered but rows that carry no label."""

from __future__ import annotations

import ast
import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from framing.errors import InputError
from framing.learn.datasets import Example, Files
from framing.types import Span

_DATE_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-]?(\d\d)(?:[/-]?(\d\d))?(?=\D)")
_GVFC_FRAMES = (
    "gun_rights", "gun_control", "politics", "mental_health", "safety", "race", "public_opinion", "society", "economic"
)  # fmt: skip
_NARRATIVE = {"RE": "resolution", "HI": "human_interest", "CO": "conflict", "MO": "moral", "EC": "economic"}
_POLARITY = {2.0: "negative", 4.0: "neutral", 6.0: "positive"}
_NTREX = {
    "en": "newstest2019-src.eng.txt", "zh-Hans": "newstest2019-ref.zho-CN.txt",
    "zh-Hant": "newstest2019-ref.zho-TW.txt", "vi": "newstest2019-ref.vie.txt",
}  # fmt: skip


class _Unquoted(csv.excel):
    """Tables in which a quotation mark is just a character."""

    quoting = csv.QUOTE_NONE


def _rows(files: Files, name: str, delimiter: str = ",", *, quoted: bool = True) -> Iterator[dict[str, str]]:
    """The rows of a table. Errors: InputError for a broken row, by its line."""
    csv.field_size_limit(2**24)
    text = io.StringIO(files.text(name), newline="")
    dialect = csv.excel if quoted else _Unquoted
    reader = csv.DictReader(text, dialect=dialect, delimiter=delimiter)
    try:
        for row in reader:
            yield {key: value or "" for key, value in row.items() if isinstance(key, str)}
    except csv.Error as error:
        where = f"{files.path(name)}, line {reader.line_num}"
        raise InputError(where, str(error), f"get the file from {files.info.page}") from error


def _columns(files: Files, name: str, row: dict[str, str], *needed: str) -> None:
    if lacking := [column for column in needed if column not in row]:
        raise InputError(str(files.path(name)), f"has no column {lacking[0]!r}", f"get it from {files.info.page}")


def _babe(files: Files) -> Iterator[Example]:
    (name,) = files.info.files
    for number, row in enumerate(_rows(files, name, ";"), 1):
        _columns(files, name, row, "text", "label_bias", "outlet", "topic", "biased_words")
        labels = {"Biased": "biased", "Non-biased": "non-biased"}
        if row["label_bias"] not in labels:
            files.leave_out(f"row {number}", row["label_bias"] or "no label")
            continue
        address = row.get("news_link", "")
        yield Example(
            id=f"{files.info.name}-{number}",
            text=row["text"],
            labels={"bias": labels[row["label_bias"]], "opinion": row.get("label_opinion", "")},
            outlet=row["outlet"],
            topic=row["topic"],
            article=address or f"{files.info.name}-{number}",
            date=_date(address),
            spans=tuple(("biased", span) for span in _places(row["text"], row["biased_words"])),
        )


def _date(address: str) -> str:
    """The ISO date that an address holds, to the day or the month; empty without one."""
    match = _DATE_IN_ADDRESS.search(address)
    if match is None or not 1 <= int(match[2]) <= 12:
        return ""
    return "-".join(part for part in match.groups() if part)


def _places(text: str, listed: str) -> list[Span]:
    """Where the words of a Python list stand in a text: the first place of each that is there."""
    try:
        words = ast.literal_eval(listed or "[]")
    except (SyntaxError, ValueError):
        return []
    found = (re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE) for word in words if word)
    return sorted({Span(match.start(), match.end()) for match in found if match})


def _basil(files: Files) -> Iterator[Example]:
    articles, marks = files.folder("articles"), files.folder("annotations")
    for path in sorted(articles.rglob("*.json")):
        article = json.loads(path.read_text(encoding="utf-8"))
        beside = marks / path.parent.relative_to(articles) / f"{path.stem}_ann.json"
        if not beside.exists():
            files.leave_out(path.name, "no annotations")
            continue
        by_sentence: dict[str, list[tuple[str, Span]]] = {}
        for mark in json.loads(beside.read_text(encoding="utf-8"))["phrase-level-annotations"]:
            kind = {"lex": "lexical", "inf": "informational"}[mark["bias"]]
            if not mark["id"].startswith("p"):
                files.leave_out(
                    f"{path.stem} {mark['id']}", f"{kind} bias of the title, which is no sentence of the set"
                )
            by_sentence.setdefault(mark["id"], []).append((kind, Span(mark["start"], mark["end"])))
        sentences = [sentence for paragraph in article["body-paragraphs"] for sentence in paragraph]
        for number, sentence in enumerate(sentences):
            spans = tuple(by_sentence.get(f"p{number}", ()))
            if not sentence.strip():
                files.leave_out(f"{path.stem} sentence {number}", "no text")
                continue
            kinds = {kind for kind, _ in spans}
            yield Example(
                id=f"{path.stem}-{number}",
                text=sentence,
                labels={name: "yes" if name in kinds else "no" for name in files.info.labels},
                outlet=article["source"].lower(),
                event=article["triplet-uuid"],
                article=article["uuid"],
                date=article["date"],
                spans=spans,
            )


def _polnear(files: Files) -> Iterator[Example]:
    for row in _rows(files, "metadata.tsv", "\t", quoted=False):
        folder = files.path("metadata.tsv").parent / row["compartment"]
        text, marks = folder / "text" / f"{row['filename']}.txt", folder / "attributions"
        note = marks / f"{row['filename']}_{row['annotators'].split('|')[0]}.ann"
        if row["compartment"] not in ("train", "dev", "test") or not text.exists() or not note.exists():
            continue  # splits that the user did not get, and the trials of the annotators
        yield Example(
            id=row["filename"],
            text=text.read_text(encoding="utf-8"),
            labels={},
            outlet=row["publisher"],
            article=row["filename"],
            date=row["publication_date"],
            part={"dev": "val"}.get(row["compartment"], row["compartment"]),
            spans=tuple(_brat(note)),
        )


def _brat(path: Path) -> Iterator[tuple[str, Span]]:
    """The marked stretches of a brat file: source, cue, content."""
    for line in path.read_text(encoding="utf-8").splitlines():
        key, _, rest = line.partition("\t")
        kind, _, places = rest.split("\t")[0].partition(" ")
        if key.startswith("T") and kind.lower() in ("source", "cue", "content"):
            for place in places.split(";"):
                start, end = place.split()
                yield kind.lower(), Span(int(start), int(end))


def _newsmtsc(files: Files) -> Iterator[Example]:
    for name, part in (("train.jsonl", "train"), ("devtest_rw.jsonl", "test"), ("devtest_mt.jsonl", "test-mt")):
        if name != "train.jsonl" and not files.have(name):
            continue
        for number, line in enumerate(files.text(name).splitlines(), 1):
            row = json.loads(line)
            # allsides_EVENT_ARTICLE_SENTENCE_… and polusa_v1_ARTICLE_-1_SENTENCE_…
            at = 3 if row["primary_gid"].startswith(("allsides", "polusa")) else 1
            article = "_".join(row["primary_gid"].split("_")[:at])
            for target in row["targets"]:
                polarity = _POLARITY.get(float(target["polarity"]))
                if polarity is None:
                    files.leave_out(f"{name} line {number}", "no polarity")
                    continue
                yield Example(
                    id=target["Input.gid"],
                    text=row["sentence_normalized"],
                    labels={"polarity": polarity},
                    article=article,
                    event=article,
                    part=part,
                    spans=(
                        ("target", Span(target["from"], target["to"])),
                        *(("mention", Span(m["from"], m["to"])) for m in target.get("further_mentions") or ()),
                    ),
                )


def _newssd(files: Files) -> Iterator[Example]:
    for name, part in (("train.csv", "train"), ("val.csv", "val"), ("test.csv", "test")):
        if part == "test" and not files.have(name):
            continue
        for number, row in enumerate(_rows(files, name), 1):
            _columns(files, name, row, "Sentence", "Label")
            label = {"SUBJ": "subjective", "OBJ": "objective"}[row["Label"]]
            yield Example(f"{part}-{number}", row["Sentence"], {"subjectivity": label}, part=part)


def _gvfc(files: Files) -> Iterator[Example]:
    def frame(number: str) -> str:
        return _GVFC_FRAMES[int(number) - 1] if number in "123456789" else "none"

    for number, row in enumerate(_rows(files, "headlines.csv"), 1):
        _columns(files, "headlines.csv", row, "news_title", "Q1 Relevant", "Q3 Theme1")
        if row["Q1 Relevant"] != "1":
            files.leave_out(f"row {number}", "not on gun violence")
            continue
        labels = {
            "frame": frame(row["Q3 Theme1"]),
            "second_frame": frame(row["Q3 Theme2"]),
            "focus": {"1": "episodic", "2": "thematic"}.get(row["Q2 Focus"], "none"),
        }
        yield Example(f"gvfc-{number}", row["news_title"], labels)


def _one_name(outlet: str) -> str:
    """An outlet's name by its letters and digits, without a leading article.

    >>> {_one_name("thehuffingtonpost"), _one_name("The Huffington Post")}
    {'huffingtonpost'}
    """
    plain = re.sub(r"[^a-z0-9]", "", outlet.lower())
    return plain.removeprefix("the") if plain != "thehill" else plain


def _narrative(files: Files) -> Iterator[Example]:
    for row in _rows(files, "articles_metadata.tsv", "\t"):
        _columns(files, "articles_metadata.tsv", row, "ID", "source", "text", *_NARRATIVE)
        yield Example(
            id=row["ID"],
            text=row["text"],
            labels={name: "yes" if row[code] in ("1", "1.0", "True") else "no" for code, name in _NARRATIVE.items()},
            outlet=_one_name(row["source"]),
            article=row["ID"],
            date=row.get("date", ""),
        )


def _roles(files: Files) -> Iterator[Example]:
    articles = {example.id: example for example in _narrative(files)}
    for number, row in enumerate(_rows(files, "role_and_frame_annoations.tsv", "\t"), 1):
        article = articles.get(row["ID"])
        if article is None or not row["role"]:
            files.leave_out(f"row {number}", "no such article" if article is None else "no role")
            continue
        place = article.text.lower().find(row["entity"].lower()) if row["entity"] else -1
        spans = (("entity", Span(place, place + len(row["entity"]))),) if place >= 0 else ()
        yield Example(
            id=f"{row['ID']}-{number}",
            text=article.text,
            labels={"role": row["role"], "stakeholder": row["group"], "entity": row["entity"]},
            outlet=article.outlet,
            article=article.id,
            date=article.date,
            spans=spans,
        )


def _ntrex(files: Files) -> Iterator[Example]:
    documents = files.text("DOCUMENT_IDS.tsv").splitlines()
    for language, name in _NTREX.items():
        lines = files.text(name).splitlines()
        if len(lines) != len(documents):
            reason = f"{len(lines)} lines, where DOCUMENT_IDS.tsv has {len(documents)}"
            raise InputError(str(files.path(name)), reason, f"get it from {files.info.page}")
        texts: dict[str, list[str]] = {}
        for document, line in zip(documents, lines, strict=True):
            texts.setdefault(document, []).append(line)
        for document, parts in texts.items():
            yield Example(f"{document}-{language}", "\n".join(parts), {}, event=document, language=language)


def _triples(files: Files) -> Iterator[Example]:
    for name, part in (("train.source", "train"), ("val.source", "val"), ("test.source", "test")):
        if name != "val.source" and not files.have(name):
            continue
        for number, line in enumerate(files.text(name).split("\n"), 1):
            for place, piece in enumerate(line.split("[SEP]") if line.strip() else ()):
                title, _, body = piece.partition("ARTICLE=>")
                text = f"{title.replace('TITLE=>', '').strip()}\n\n{body.strip()}"
                yield Example(f"{part}-{number}-{place}", text, {}, event=f"{part}-{number}", part=part)


LOADERS: dict[str, Callable[[Files], Iterator[Example]]] = {
    "babe": _babe,
    "babe-sg1": _babe,
    "basil": _basil,
    "polnear": _polnear,
    "newsmtsc": _newsmtsc,
    "newssd-eng": _newssd,
    "gvfc": _gvfc,
    "narrative-framing": _narrative,
    "narrative-roles": _roles,
    "ntrex": _ntrex,
    "allsides-triples": _triples,
}
