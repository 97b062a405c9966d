"""The local page: paste articles, get the report. What is pasted is never stored, logged or sent anywhere."""

from __future__ import annotations

import base64
import hashlib
import json
import logging
import re
import traceback
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from functools import cache
from typing import TypeVar, cast

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

from framing.analyze import analyze_each
from framing.compare.contrasts import compare
from framing.errors import InputError
from framing.show.boxes import (
    MAX_ARTICLES,
    MAX_BODY_BYTES,
    MAX_CHARACTERS,
    MAX_MARK_CHARACTERS,
    MAX_NAME_CHARACTERS,
    Box,
    RefusedRequest,
    check_boxes,
    find_example,
    read_boxes,
    read_parts_boxes,
)
from framing.show.export import csv_text, to_dict, to_rows
from framing.show.interface import (
    TEMPLATES,
    UI_LANGUAGES,
    Ui,
    choose_language,
    interface_strings,
    number,
    report_strings,
)
from framing.show.marks import compare_marks
from framing.show.patience import BODY_SECONDS, MAX_CONNECTIONS, ImpatientProtocol, Turns, within
from framing.show.report import render
from framing.show.said import say_note
from framing.show.uploads import read_parts
from framing.show.wording import labels
from framing.text.languages import covered
from framing.types import Analysis, Article

FORM_BOXES = 3
"""Boxes of an empty form; more come on request, and with JavaScript it starts with one."""
EXAMPLE_EVENT = "river-flood"

_FORM_TYPE = "application/x-www-form-urlencoded"
_FILES_TYPE = "multipart/form-data"
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
_T = TypeVar("_T")
Predict = Callable[[Analysis], Analysis]


def _engine_alone(analysis: Analysis) -> Analysis:
    return analysis


# --- the server ---


def make_app(predict: Predict = _engine_alone) -> Starlette:
    """The application: a form at ``/``, its answers at ``/report`` (page), ``/json``, ``/csv`` and ``/html`` (files).

    ``/guess`` shows the articles without a mark, for readers to mark them first. ``predict`` adds to each analysis what
    models say.

    It keeps nothing between requests. Every answer forbids the browser to store it, frame it or load from elsewhere.
    """
    app = Starlette(
        routes=[
            Route("/", _form),
            Route("/", _refill, methods=["POST"]),
            Route("/report", _report, methods=["POST"]),
            Route("/guess", _guess, methods=["POST"]),
            Route("/json", _json, methods=["POST"]),
            Route("/csv", _csv, methods=["POST"]),
            Route("/html", _html, methods=["POST"]),
            Route("/paste.css", _style),
            Route("/paste.js", _script),
            Route("/guess.js", _guess_script),
        ],
        middleware=[Middleware(_Careful)],
        exception_handlers={RefusedRequest: _refused, HTTPException: _no_page},
        lifespan=_warm,
    )
    app.state.turns = Turns()
    app.state.predict = predict
    return app


def serve(host: str, port: int, predict: Predict = _engine_alone) -> None:
    """Answer on this address until interrupted; the log names paths and never what was pasted.

    Slow clients are hung up on, too many are sent away (``framing.show.patience``).
    """
    uvicorn.run(
        make_app(predict),
        host=host,
        port=port,
        server_header=False,
        http=ImpatientProtocol,
        limit_concurrency=MAX_CONNECTIONS,
    )


@asynccontextmanager
async def _warm(app: Starlette) -> AsyncIterator[None]:
    """Read the lexicons before the first visitor comes."""
    await run_in_threadpool(lambda: _analyses(find_example(EXAMPLE_EVENT), app.state.predict))
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
    """The form with what was pasted and what files hold: in another language, with one more box, or to be changed."""
    boxes, more = await _boxes(request)
    return _page(request, (*boxes, Box()) if more else boxes)


async def _report(request: Request) -> Response:
    boxes = await _articles(request)
    html = await _report_page(request, boxes)
    bar = _template("paste.html", request, bar=True, boxes=boxes)
    html = html.replace("form-action 'none'", "form-action 'self'", 1).replace("<body>", f"<body>\n{bar}", 1)
    sources = f"style-src 'unsafe-inline'; script-src '{_report_script()}'"
    return HTMLResponse(html, headers={"Content-Security-Policy": _POLICY.format(sources=sources)})


async def _guess(request: Request) -> Response:
    """The articles as they are, for readers to mark before they see what the library marks."""
    boxes = await _articles(request)
    return HTMLResponse(_template("guess.html", request, boxes=boxes, most_marks=MAX_MARK_CHARACTERS))


async def _json(request: Request) -> Response:
    boxes = await _articles(request)
    predict = request.app.state.predict
    data = await _in_turn(request, lambda: _to_json([to_dict(analysis) for analysis in _analyses(boxes, predict)]))
    return _file(data, "application/json", "framing.json")


async def _csv(request: Request) -> Response:
    """A line for each loaded word, with its place, category, voice and strength."""
    boxes = await _articles(request)
    table = await _in_turn(request, lambda: csv_text(to_rows(_analyses(boxes, _engine_alone), "loaded")))
    return _file(table.encode("utf-8-sig", "replace"), "text/csv", "framing.csv")


async def _html(request: Request) -> Response:
    boxes = await _articles(request)
    page = await _report_page(request, boxes)
    return _file(page.encode(), "text/html", "framing.html")


def _file(data: bytes, kind: str, name: str) -> Response:
    return Response(data, media_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


async def _style(request: Request) -> Response:
    lang = _language(request)
    known = {"categories": labels().categories, "names": labels(lang), "say": report_strings(lang)}
    css = "".join(_environment().get_template(name).render(known) for name in _STYLES)
    return Response(css, media_type="text/css")


async def _script(request: Request) -> Response:
    return Response(_environment().get_template("paste.js").render(), media_type="text/javascript")


async def _guess_script(request: Request) -> Response:
    return Response(_environment().get_template("guess.js").render(), media_type="text/javascript")


async def _in_turn(request: Request, work: Callable[..., _T], *args: object) -> _T:
    """What is worked out for a request, when it has its turn."""
    return await cast(Turns, request.app.state.turns).run(work, *args)


async def _articles(request: Request) -> tuple[Box, ...]:
    return check_boxes((await _boxes(request))[0])


async def _boxes(request: Request) -> tuple[tuple[Box, ...], bool]:
    """What was pasted or sent as files, and whether one more box is asked for."""
    content_type = request.headers.get("content-type", "")
    kind = content_type.partition(";")[0].strip().lower()
    if kind not in (_FORM_TYPE, _FILES_TYPE):
        raise RefusedRequest(400, "not_form")
    body = await within(BODY_SECONDS, _body(request))
    if kind == _FORM_TYPE:
        return await _in_turn(request, read_boxes, body), b"more=1" in body.split(b"&")
    boxes = await _in_turn(request, read_parts_boxes, body, content_type)
    return boxes, any(part.name == "more" for part in read_parts(body, content_type))


async def _body(request: Request) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BODY_BYTES:
            raise RefusedRequest(413, "too_large")
    return bytes(body)


# --- what is answered ---


def _analyses(boxes: Sequence[Box], predict: Predict, called: str = "article {n}") -> list[Analysis]:
    """An analysis of each, with what models say; what has no title is ``called`` by its number."""
    articles = (
        Article(
            box.text,
            id=called.format(n=number),
            outlet=box.outlet.strip(),
            title=box.title.strip(),
            language=box.language.strip(),
        )
        for number, box in enumerate(boxes, 1)
    )
    return list(map(predict, analyze_each(articles)))


async def _report_page(request: Request, boxes: Sequence[Box]) -> str:
    return await _in_turn(request, _report_of, boxes, request.app.state.predict, _language(request))


def _report_of(boxes: Sequence[Box], predict: Predict, ui: Ui) -> str:
    analyses = _analyses(boxes, predict, interface_strings(ui)["article"])
    several = sum(not analysis.refused for analysis in analyses) > 1
    marks = [compare_marks(analysis, box.marks) for analysis, box in zip(analyses, boxes, strict=True)]
    return render(analyses, compare(analyses) if several else None, marks=marks, ui=ui)


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


def _in_words(filled: Mapping[str, object], lang: Ui) -> dict[str, object]:
    return {name: _why(value, lang) if isinstance(value, InputError) else value for name, value in filled.items()}


def _why(error: InputError, lang: Ui) -> str:
    """Why a file could not be read; the sentences of another language hold the remedy too."""
    said = say_note(error.reason, lang).text
    return said if said != error.reason else f"{said} ({error.remedy})"


def _refusal(request: Request, refused: RefusedRequest) -> Response:
    """What was wrong, in the reader's language, above the form with what was pasted."""
    lang = _language(request)
    sizes = {
        "articles": MAX_ARTICLES,
        "name": MAX_NAME_CHARACTERS,
        "characters": number(MAX_CHARACTERS, lang),
        "marks": number(MAX_MARK_CHARACTERS, lang),
    }
    message = interface_strings(lang)["errors"][refused.message].format(**sizes | _in_words(refused.filled, lang))
    if request.url.path == "/json":
        return Response(_to_json({"error": message}), refused.status, media_type="application/json")
    return _page(request, refused.boxes, error=message, status=refused.status)


def _page(request: Request, boxes: Sequence[Box], *, error: str = "", status: int = 200) -> Response:
    shown = (*boxes, *[Box()] * (FORM_BOXES - len(boxes)))
    return HTMLResponse(_template("paste.html", request, bar=False, boxes=shown, error=error), status)


def _template(name: str, request: Request, **values: object) -> str:
    lang = _language(request)
    return _environment().get_template(name).render(
        lang=lang,
        say=interface_strings(lang),
        languages=[(tag, interface_strings(tag)["name"]) for tag in UI_LANGUAGES],
        covered=covered(),
        names=labels(lang).languages,
        example=EXAMPLE_EVENT,
        most=MAX_ARTICLES,
        bytes=MAX_BODY_BYTES,
        characters_said=number(MAX_CHARACTERS, lang),
        **values,
    )  # fmt: skip


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )


_STYLES = ("page.css", "paste.css")


def _language(request: Request) -> Ui:
    return choose_language(request.query_params.get("lang", ""), request.headers.get("accept-language", ""))
