"""What is fuzzed: each target takes bytes, tries them on one door of the package, and says how many characters it tried.

A door may refuse its input with an error of the package's own. Anything else that is raised is a fault, and so is an answer
that does not hold: a span outside its text, a line without a zone, a word of nobody.
"""

from __future__ import annotations

import asyncio
import gzip
import json
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from framing import Article, InputError, analyze, read_articles, read_lexicon, report, to_dict
from framing.errors import FramingError
from framing.text.document import read_document
from framing.text.zones import find_zones
from tests.strategies import PIECES, SENTENCES

Target = Callable[[bytes], int]

# Endings of files that the readers know, one of which the first byte of an input chooses.
ENDINGS = (".txt", ".md", ".html", ".csv", ".tsv", ".json", ".jsonl", ".zip", ".gz", ".parquet")
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "gb18030", "big5", "cp1258", "latin-1")
MARKS = [
    *"“”‘’\"'「」『』《》«»()（）[]【】。.!?！？,，:：;；—-…·\n\t ",
    "\u200b",
    "\u200d",
    "\u202e",
    "\u2066",
    "\u0301",
    "\ufeff",
]
WORDS = [*PIECES, *MARKS, *(sentence for sentences in SENTENCES.values() for sentence in sentences)]


def as_news(data: bytes) -> str:
    """Bytes as news-like text: most are a piece, a mark or a sentence of the three languages, the rest a character each."""
    out, i = [], 0
    while i < len(data):
        if data[i] < 250 or i + 3 >= len(data):
            out.append(WORDS[data[i] % len(WORDS)])
            i += 1
        else:
            out.append(chr(int.from_bytes(data[i + 1 : i + 4], "big") % 0x110000))
            i += 4
    return "".join(out)


def readers(data: bytes) -> int:
    """A file of any ending with any bytes: articles or errors, never an exception."""
    ending, payload = _file_of_news(data)
    with _file(payload, ending) as path:
        for item in read_articles(path):
            assert isinstance(item, Article | InputError)
            if isinstance(item, Article):
                item.text.encode("utf-8", "surrogatepass")
    return len(payload)


def zones(data: bytes) -> int:
    """Every non-blank line has one zone, in order, none is lost."""
    text = as_news(data)
    expected = [(n, line.strip()) for n, line in enumerate(text.splitlines(), 1) if line.strip()]
    assert [(zone.line, zone.span.of(text)) for zone in find_zones(text)] == expected
    return len(text)


def segments(data: bytes) -> int:
    """Sentences and quotations lie in their paragraph, sentences do not overlap, words lie in the paragraph's copy."""
    text = as_news(data)
    for paragraph in read_document(Article(text)).paragraphs:
        at = paragraph.zone.span.start
        for sentence in paragraph.sentences:
            assert at <= sentence.start < sentence.end <= paragraph.zone.span.end
            at = sentence.end
        assert all(paragraph.zone.span.holds(quotation.span) for quotation in paragraph.quotations)
        assert all(0 <= start < end <= len(paragraph.folded.text) for start, end in paragraph.words)
    return len(text)


def analyses(data: bytes) -> int:
    """Attributions and loaded words of any text: every span says what stands there, and the JSON holds."""
    text = as_news(data)
    analysis = analyze(text)
    for said in analysis.attributions:
        assert all(0 <= piece.start < piece.end <= len(text) for piece in said.content)
        assert said.cue is None or not any(said.cue.meets(piece) for piece in said.content)
    found = to_dict(analysis)
    json.dumps(found)  # read again, two halves of a character would be one
    for place in _placed(found):
        assert place["text"] == text[place["start"] : place["end"]]
    return len(text)


def pages(data: bytes) -> int:
    """A report of any text, title and outlet is a page that runs nothing of theirs."""
    text = as_news(data)
    half = len(text) // 2
    html = report.render([analyze(Article(text[half:], title=text[:9], outlet=text[9:19]))])
    assert html.lower().count("<script") == html.lower().count("</script")
    html.encode()
    return len(text)


def lexicons(data: bytes) -> int:
    """Any file as a lexicon of one's own: read, or refused with its faults."""
    lines = _lexicon(data)
    with _file(lines, ".toml") as path:
        try:
            read_lexicon(path)
        except FramingError as refused:
            assert str(refused)
    return len(lines)


def models(data: bytes) -> int:
    """Any file as a model: refused; a good one damaged somewhere is refused too, or still a model."""
    from framing.learn.persist import load_model

    damaged = _damaged(_model(), data)
    with _file(damaged, ".model") as path:
        try:
            load_model(path)
        except FramingError as refused:
            assert str(refused)
    return len(damaged)


def forms(data: bytes) -> int:
    """Any body sent to the page's form: an answer below 500."""
    text = as_news(data).encode("utf-8", "surrogatepass").decode("utf-8", "replace")  # as a browser sends it
    half = len(text) // 2
    fields = {"text-1": text[:half], "title-1": text[:20], "text-2": text[half:], "outlet-2": text[20:40]}
    path = ("/report", "/json", "/csv", "/html", "/guess", "/")[len(data) % 6]
    for body in (urlencode(fields).encode(), data):
        assert _answer(path, body) < 500
    return len(text) + len(data)


TARGETS: dict[str, Target] = {
    target.__name__: target for target in (readers, zones, segments, analyses, pages, lexicons, models, forms)
}


def _file_of_news(data: bytes) -> tuple[str, bytes]:
    """An ending and the bytes of a file: as they are, or news in some encoding with what such a file has around it."""
    ending, way, rest = ENDINGS[data[0] % len(ENDINGS)] if data else ".txt", data[1] if len(data) > 1 else 0, data[2:]
    if way % 3 == 0:
        return ending, rest
    around = {".html": "<html><body><p>{}</p>", ".csv": 'title,text\nx,"{}"\n', ".jsonl": '{{"text": "{}"}}\n'}
    text = around.get(ending, "{}").format(as_news(rest))
    payload = text.encode(ENCODINGS[way % len(ENCODINGS)], "replace")
    return ending, gzip.compress(payload) if ending == ".gz" else payload


class _file:
    """A file with these bytes, for as long as it is looked at."""

    def __init__(self, data: bytes, ending: str) -> None:
        self.data, self.ending = data, ending

    def __enter__(self) -> Path:
        self.folder = tempfile.TemporaryDirectory()
        path = Path(self.folder.name) / f"fuzz{self.ending}"
        path.write_bytes(self.data)
        return path

    def __exit__(self, *_: object) -> None:
        self.folder.cleanup()


def _placed(data: Any) -> Iterator[dict[str, Any]]:
    if isinstance(data, dict):
        if {"start", "end", "text"} <= data.keys():
            yield data
        data = list(data.values())
    for value in data if isinstance(data, list) else ():
        yield from _placed(value)


_KEYS = (
    'language = "en"\n', 'kind = "loaded"\n', "[[term]]\n", "[[block]]\n", "[loaded.ghost]\n", 'concept = "ghost"\n',
    'concept = "so_called"\n', 'forms = ["ghost port"]\n', 'nouns = ["port"]\n', "strength = 2\n", "strength = 9\n",
    'neutral = "port"\n', 'hit = ["A ghost port opened."]\n', 'miss = ["They left."]\n', 'unless = ["ghost port road"]\n',
    'category = "derision"\n', 'definition = "x"\n', "forms = []\n", "forms = 3\n", "\x00", '"', "=", "[",
)  # fmt: skip


def _lexicon(data: bytes) -> bytes:
    """Lines of a lexicon in any order, with any bytes between them."""
    return b"".join(_KEYS[byte % len(_KEYS)].encode() if byte < 220 else bytes([byte]) for byte in data)


@cache
def _model() -> bytes:
    """A small model as a file."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline

    from framing.learn.persist import Model, save_model
    from framing.learn.saveable import WORD

    steps = make_pipeline(TfidfVectorizer(token_pattern=WORD), LogisticRegression())
    steps.fit(["a calm day", "a vile plot"], ["plain", "biased"])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "fuzz.model"
        save_model(
            path, Model("test", "bias", "sentence", ("en",), ("biased", "plain"), steps, card={"citation": "nobody"})
        )
        return path.read_bytes()


def _damaged(good: bytes, data: bytes) -> bytes:
    """A good file with some of its bytes changed, cut off or put in, as the input says."""
    out = bytearray(good)
    for i in range(0, len(data) - 3, 4):
        at = int.from_bytes(data[i : i + 2], "big") % (len(out) + 1)
        if data[i + 2] < 170:
            out[at : at + 1] = bytes([data[i + 3]])
        elif data[i + 2] < 230:
            out[at:at] = data[i + 3 : i + 8]
        else:
            del out[at : at + data[i + 3]]
    return bytes(out)


@cache
def _app() -> tuple[Any, asyncio.AbstractEventLoop]:
    from framing.show.web import make_app

    return make_app(), asyncio.new_event_loop()


def _answer(path: str, body: bytes) -> int:
    """The status that the page answers a form with, asked as a server asks it (ASGI)."""
    app, loop = _app()
    headers = [(b"content-type", b"application/x-www-form-urlencoded")]
    scope = {
        "type": "http",
        "method": "POST",
        "path": path,
        "query_string": b"",
        "headers": headers,
        "http_version": "1.1",
    }
    statuses: list[int] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            statuses.append(message["status"])

    loop.run_until_complete(app(scope, receive, send))
    (status,) = statuses
    return status
