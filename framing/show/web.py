"""The local page: paste articles, get the report. What is pasted is never stored, logged or sent anywhere."""

from __future__ import annotations

import base64
import hashlib
import json
import logging
import re
import traceback
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import cast
from urllib.parse import parse_qsl

import uvicorn
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from framing.analyze import analyze_many
from framing.compare.contrasts import compare
from framing.data import data_root, read_toml
from framing.errors import FramingError
from framing.show.export import to_dict
from framing.show.report import render
from framing.show.wording import CATEGORY_LABELS
from framing.text.read import read_article
from framing.types import Analysis, Article

MAX_BODY_BYTES = 2_000_000
"""Of one request, as it is sent: a Chinese character is nine bytes in a form."""
MAX_ARTICLES = 20
MAX_CHARACTERS = 200_000
"""Of one article."""
MAX_NAME_CHARACTERS = 300
"""Of an outlet or a title."""
FORM_BOXES = 3
"""Boxes of an empty form; more come on request, and with JavaScript it starts with one."""
EXAMPLE_EVENT = "river-flood"

_TEMPLATES = Path(__file__).parent / "templates"
_FIELD = re.compile(r"(text|outlet|title)-([1-9][0-9]{0,2})")
_MAX_FIELDS = 1000
_FORM_TYPE = "application/x-www-form-urlencoded"
_POLICY = "default-src 'none'; {sources}; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
_PAGE_POLICY = _POLICY.format(sources="style-src 'self'; script-src 'self'")
_HEADERS = {
    "Content-Security-Policy": _PAGE_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_log = logging.getLogger("framing.web")


@dataclass(frozen=True, slots=True)
class Box:
    """One article as it was pasted; all empty where nothing was."""

    text: str = ""
    outlet: str = ""
    title: str = ""


class RefusedRequest(FramingError):
    """A request that cannot be answered: status, key of the message, number of the article, what was pasted."""

    def __init__(self, status: int, message: str, *, article: int = 0, boxes: Sequence[Box] = ()) -> None:
        self.status, self.message, self.article, self.boxes = status, message, article, tuple(boxes)
        super().__init__(message)


# --- the server ---


def make_app() -> Starlette:
    """The application: a form at ``/``, its answers at ``/report`` (page) and ``/json``.

    It keeps nothing between requests. Every answer forbids the browser to store it, frame it or load from elsewhere.
    """
    return Starlette(
        routes=[
            Route("/", _form),
            Route("/", _refill, methods=["POST"]),
            Route("/report", _report, methods=["POST"]),
            Route("/json", _json, methods=["POST"]),
            Route("/paste.css", _style),
            Route("/paste.js", _script),
        ],
        middleware=[Middleware(_Careful)],
        exception_handlers={RefusedRequest: _refused, HTTPException: _no_page},
        lifespan=_warm,
    )


def serve(host: str, port: int) -> None:
    """Answer on this address until interrupted; the log names paths and never what was pasted."""
    uvicorn.run(make_app(), host=host, port=port, server_header=False)


@asynccontextmanager
async def _warm(app: Starlette) -> AsyncIterator[None]:
    """Read the lexicons before the first visitor comes."""
    await run_in_threadpool(lambda: _analyses(find_example(EXAMPLE_EVENT)))
    yield


class _Careful:
    """Adds the headers to every answer; an unforeseen error is logged by its place alone, as its words may hold text."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        try:
            await self.app(scope, receive, send_with_headers)
        except Exception as error:
            places = " < ".join(f"{f.filename}:{f.lineno}" for f in reversed(traceback.extract_tb(error.__traceback__)))
            _log.error("%s at %s", type(error).__name__, places)
            answer = _refusal(Request(scope), RefusedRequest(500, "failed"))
            await answer(scope, receive, send_with_headers)


# --- what is asked ---


async def _form(request: Request) -> Response:
    event = request.query_params.get("example", "")
    boxes = await run_in_threadpool(find_example, event) if event else ()
    if event and not boxes:
        raise RefusedRequest(404, "not_found")
    return _page(request, boxes)


async def _refill(request: Request) -> Response:
    """The form with what was pasted: in another language, with one more box, or to be changed."""
    body = await _body(request)
    boxes = await run_in_threadpool(read_boxes, body)
    return _page(request, (*boxes, Box()) if b"more=1" in body.split(b"&") else boxes)


async def _report(request: Request) -> Response:
    boxes = await _articles(request)
    html = await run_in_threadpool(_report_page, boxes)
    bar = _template("paste.html", request, bar=True, boxes=boxes)
    html = html.replace("form-action 'none'", "form-action 'self'", 1).replace("<body>", f"<body>\n{bar}", 1)
    sources = f"style-src 'unsafe-inline'; script-src '{_report_script()}'"
    return HTMLResponse(html, headers={"Content-Security-Policy": _POLICY.format(sources=sources)})


async def _json(request: Request) -> Response:
    boxes = await _articles(request)
    data = await run_in_threadpool(lambda: _to_json([to_dict(analysis) for analysis in _analyses(boxes)]))
    disposition = 'attachment; filename="framing.json"'
    return Response(data, media_type="application/json", headers={"Content-Disposition": disposition})


async def _style(request: Request) -> Response:
    css = "".join(_environment().get_template(name).render(categories=CATEGORY_LABELS) for name in _STYLES)
    return Response(css, media_type="text/css")


async def _script(request: Request) -> Response:
    return Response(_environment().get_template("paste.js").render(), media_type="text/javascript")


async def _articles(request: Request) -> tuple[Box, ...]:
    body = await _body(request)
    return check_boxes(await run_in_threadpool(read_boxes, body))


async def _body(request: Request) -> bytes:
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _FORM_TYPE:
        raise RefusedRequest(400, "not_form")
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BODY_BYTES:
            raise RefusedRequest(413, "too_large")
    return bytes(body)


def read_boxes(body: bytes) -> tuple[Box, ...]:
    r"""The boxes of a form in the order of their numbers; a form's line breaks are turned back into ``\n``.

    >>> read_boxes(b"text-2=b%0D%0Ac&outlet-2=The+Ledger&text-1=a&other=x")
    (Box(text='a', outlet='', title=''), Box(text='b\nc', outlet='The Ledger', title=''))
    """
    try:
        pairs = parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=_MAX_FIELDS)
    except ValueError:
        raise RefusedRequest(400, "too_many") from None
    found: dict[int, dict[str, str]] = {}
    for name, value in pairs:
        if field := _FIELD.fullmatch(name):
            found.setdefault(int(field[2]), {})[field[1]] = value.replace("\r\n", "\n")
    return tuple(Box(**found[number]) for number in sorted(found))


def check_boxes(boxes: Sequence[Box]) -> tuple[Box, ...]:
    """The boxes that hold a text. Errors: RefusedRequest where there is none, or more or longer ones than allowed."""
    used = tuple(box for box in boxes if box.text.strip())
    if not used:
        raise RefusedRequest(400, "empty", boxes=boxes)
    if len(used) > MAX_ARTICLES:
        raise RefusedRequest(400, "too_many", boxes=boxes)
    for number, box in enumerate(boxes, 1):
        if len(box.text) > MAX_CHARACTERS:
            raise RefusedRequest(413, "too_long", article=number, boxes=boxes)
        if max(len(box.outlet), len(box.title)) > MAX_NAME_CHARACTERS:
            raise RefusedRequest(400, "name_too_long", article=number, boxes=boxes)
    return used


def find_example(event: str) -> tuple[Box, ...]:
    """The invented articles on one event of the demonstration corpus; empty where there is no such event."""
    folder = data_root("seeds") / "demo"
    entries = [e for e in read_toml(folder / "manifest.toml")["article"] if e["event"] == event]
    return tuple(Box(read_article(folder / e["file"]).text, e["outlet"], e["title"]) for e in entries)


# --- what is answered ---


def _analyses(boxes: Sequence[Box]) -> list[Analysis]:
    articles = (
        Article(box.text, id=f"article {number}", outlet=box.outlet.strip(), title=box.title.strip())
        for number, box in enumerate(boxes, 1)
    )
    return list(analyze_many(articles))


def _report_page(boxes: Sequence[Box]) -> str:
    analyses = _analyses(boxes)
    several = sum(not analysis.refused for analysis in analyses) > 1
    return render(analyses, compare(analyses) if several else None)


@cache
def _report_script() -> str:
    """The hash that lets the report's own script run, and no other."""
    script = re.findall(r"<script>(.*?)</script>", render(()), re.DOTALL)[-1]
    return f"sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}"


def _to_json(data: object) -> bytes:
    return json.dumps(data, ensure_ascii=False).encode("utf-8", "replace")


async def _refused(request: Request, error: Exception) -> Response:
    return _refusal(request, cast(RefusedRequest, error))


async def _no_page(request: Request, error: Exception) -> Response:
    return _refusal(request, RefusedRequest(cast(HTTPException, error).status_code, "not_found"))


def _refusal(request: Request, refused: RefusedRequest) -> Response:
    """What was wrong, in the reader's language, above the form with what was pasted."""
    say = interface_strings(_language(request))
    message = cast(Mapping[str, str], say["errors"])[refused.message]
    sizes = {"articles": MAX_ARTICLES, "name": MAX_NAME_CHARACTERS, "characters": _grouped(MAX_CHARACTERS, say)}
    message = message.format(n=refused.article, **sizes)
    if request.url.path == "/json":
        return Response(_to_json({"error": message}), refused.status, media_type="application/json")
    return _page(request, refused.boxes, error=message, status=refused.status)


def _page(request: Request, boxes: Sequence[Box], *, error: str = "", status: int = 200) -> Response:
    shown = (*boxes, *[Box()] * (FORM_BOXES - len(boxes)))
    return HTMLResponse(_template("paste.html", request, bar=False, boxes=shown, error=error), status)


def _template(name: str, request: Request, **values: object) -> str:
    lang = _language(request)
    say = interface_strings(lang)
    return _environment().get_template(name).render(
        lang=lang,
        say=say,
        languages=[(tag, interface_strings(tag)["name"]) for tag in _interface()],
        example=EXAMPLE_EVENT,
        most=MAX_ARTICLES,
        bytes=MAX_BODY_BYTES,
        characters_said=_grouped(MAX_CHARACTERS, say),
        **values,
    )  # fmt: skip


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )


_STYLES = ("page.css", "paste.css")


# --- the language of the interface ---


def _interface() -> Mapping[str, Mapping[str, object]]:
    return read_toml(_TEMPLATES / "strings.toml")


def interface_strings(language: str) -> Mapping[str, object]:
    """What the page says in one of its languages."""
    return _interface()[language]


def choose_language(asked: str, accepted: str) -> str:
    """The interface language: the one asked for, else the best of an Accept-Language header, else the first there is.

    >>> choose_language("", "fr, zh-TW;q=0.8, en;q=0.5"), choose_language("vi", "en"), choose_language("xx", "")
    ('zh-Hant', 'vi', 'en')
    """
    languages = _interface()
    if asked in languages:
        return asked
    known = {tag.lower(): name for name, say in languages.items() for tag in cast(list[str], say["accepts"])}
    for wanted in _by_preference(accepted):
        parts = wanted.split("-")
        for length in range(len(parts), 0, -1):
            if (name := known.get("-".join(parts[:length]))) is not None:
                return name
    return next(iter(languages))


def _by_preference(accepted: str) -> list[str]:
    """The tags of an Accept-Language header, the best first; what cannot be read counts as not wanted."""
    found = re.findall(r"([a-zA-Z-]+)\s*(?:;\s*q\s*=\s*([01](?:\.\d{0,3})?))?\s*(?:,|$)", accepted[:1000])
    weighed = [(float(quality or 1), tag.lower()) for tag, quality in found]
    return [tag for quality, tag in sorted(weighed, key=lambda one: -one[0]) if quality]


def _language(request: Request) -> str:
    return choose_language(request.query_params.get("lang", ""), request.headers.get("accept-language", ""))


def _grouped(number: int, say: Mapping[str, object]) -> str:
    return f"{number:,}".replace(",", str(say["thousands"]))
