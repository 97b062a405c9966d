"""The page that is served: what is pasted comes back marked and escaped, within limits, and goes nowhere else."""

from __future__ import annotations

import json
import logging
import re
import socket
import string
import sys
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import assume, given
from hypothesis import strategies as st

from framing.cli import main

pytest.importorskip("starlette")
pytest.importorskip("uvicorn")
pytest.importorskip("httpx")

from starlette.testclient import TestClient

from framing.show import web
from framing.show.uploads import read_parts
from framing.types import Analysis, Prediction, Span

ENGLISH = (
    "Tariffs rise\n\nThe so-called reform is a disaster, the minister said. “It is economic coercion,” he added.\n"
)
CHINESE = "关税上调\n\n他表示，这是赤裸裸的经济胁迫。“美方的做法令人震惊”，外交部发言人说。\n"
VIETNAMESE = (
    "Thuế tăng\n\nÔng Nam cho biết đây là hành động cưỡng ép kinh tế. “Chúng tôi kiên quyết phản đối”, ông nói.\n"
)
TAGS = ("en", "zh-Hans", "zh-Hant", "vi")
ATTACK = """<script>alert(1)</script><img src=x onerror="alert(2)">"'></textarea><body>"""


@pytest.fixture
def client() -> TestClient:
    return TestClient(web.make_app(), raise_server_exceptions=False)


def boxes(*texts: str, **more: str) -> dict[str, str]:
    """The fields that a browser sends."""
    return {f"text-{n}": text.replace("\n", "\r\n") for n, text in enumerate(texts, 1)} | {
        f"{name}-{n}": f"{value} {n}" for name, value in more.items() for n in range(1, len(texts) + 1)
    }


class Page(HTMLParser):
    """The elements of a page with the text inside each; void elements have none."""

    VOID = ("meta", "link", "br", "img", "input")

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None], list[str]]] = []
        self.open: list[tuple[str, dict[str, str | None], list[str]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs), []))
        if tag not in self.VOID:
            self.open.append(self.elements[-1])

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        for element in self.open:
            element[2].append(data)

    def find(self, tag: str) -> list[tuple[dict[str, str | None], str]]:
        return [(attributes, "".join(text)) for name, attributes, text in self.elements if name == tag]

    def values(self) -> dict[str, str]:
        """What the form holds."""
        areas = {a["name"]: text.removeprefix("\n") for a, text in self.find("textarea")}
        return {str(k): v for k, v in areas.items()} | {
            str(a["name"]): a.get("value") or "" for a, _ in self.find("input")
        }


def test_form_works_without_a_script(client: TestClient) -> None:
    answer = client.get("/")
    page = Page(answer.text)
    assert answer.status_code == 200
    assert [a["name"] for a, _ in page.find("textarea")] == ["text-1", "text-2", "text-3"]
    assert [(a["method"], a["action"]) for a, _ in page.find("form")] == [("post", "/report?lang=en")]
    assert web.interface_strings("en")["privacy"] in answer.text


def test_enter_asks_for_the_report(client: TestClient) -> None:
    buttons = [a for a, _ in Page(client.get("/").text).find("button") if a.get("type") != "button"]
    assert "formaction" not in buttons[0]


def test_paste_three_languages(client: TestClient) -> None:
    answer = client.post("/report", data=boxes(ENGLISH, CHINESE, VIETNAMESE, outlet="Outlet"))
    assert answer.status_code == 200
    assert 'id="comparison"' in answer.text
    for place, text in (("a1", ENGLISH), ("a2", CHINESE), ("a3", VIETNAMESE)):
        lines = re.findall(rf"id={place}-", answer.text)
        assert lines, f"nothing is marked in {text[:10]}"


@pytest.mark.parametrize("text", [ENGLISH, CHINESE, VIETNAMESE])
def test_highlights_are_the_spans(client: TestClient, text: str) -> None:
    terms = client.post("/json", data=boxes(text)).json()[0]["loaded"]
    found = Page(client.post("/report", data=boxes(text)).text).find("mark")
    ids = [a.get("id") for a, _ in found]
    assert terms
    assert [text[t["start"] : t["end"]] for t in terms] == [t["text"] for t in terms]
    for term in terms:
        # evidence for something else may cut a mark into pieces; together they are the term
        pieces = "".join(words for _, words in found[ids.index(f"a1-{term['start']}") :])
        assert pieces.startswith(term["text"])


def test_no_comparison_of_one(client: TestClient) -> None:
    assert 'id="comparison"' not in client.post("/report", data=boxes(ENGLISH)).text
    assert 'id="comparison"' not in client.post("/report", data=boxes(ENGLISH, "1234 5678")).text


def test_json(client: TestClient) -> None:
    answer = client.post("/json", data=boxes(ENGLISH, CHINESE, outlet="A"))
    assert answer.headers["content-type"] == "application/json"
    assert [(a["outlet"], a["language"]) for a in answer.json()] == [("A 1", "en"), ("A 2", "zh-Hans")]


def test_report_leads_back_with_the_texts(client: TestClient) -> None:
    report = Page(client.post("/report?lang=vi", data=boxes(ENGLISH, ATTACK + "\n\n b", title="T")).text)
    values = report.values()
    assert (values["text-1"], values["text-2"]) == (ENGLISH, ATTACK + "\n\n b")
    assert "/?lang=vi" in [a.get("href") for a, _ in report.find("a")]
    form = Page(client.post("/?lang=vi", data=values).text).values()
    assert {name: form[name] for name in values} == values


def test_guess_first(client: TestClient) -> None:
    data = boxes(ENGLISH, CHINESE, outlet="Outlet")
    guess = client.post("/guess", data=data)
    page = Page(guess.text)
    assert not page.find("mark"), "nothing is given away"
    assert [a["name"] for a, _ in page.find("textarea")] == ["marks-1", "marks-2"]
    assert [(a["method"], a["action"]) for a, _ in page.find("form")] == [("post", "/report?lang=en")]
    marks = "reform\neconomic coercion\nnowhere\n# Mai\nDISASTER\nSo-called"
    report = Page(client.post("/report", data=page.values() | {"marks-1": marks}).text)
    shown = " ".join(next(words for a, words in report.find("section") if a.get("class") == "guess").split())
    assert "you: 2 places" in shown
    assert "Not in the text: nowhere" in shown
    assert "Mai: 2 places, 1 of them" in shown
    framed = "".join(
        text for a, text in report.find("mark") + report.find("span") if "g" in str(a.get("class")).split()
    )
    assert "economic coercion" in framed
    assert "disaster" in framed


def test_no_marks_no_table(client: TestClient) -> None:
    answer = client.post("/report", data=boxes(ENGLISH) | {"marks-1": " \n# Mai"}).text
    assert not [a for a, _ in Page(answer).find("section") if a.get("class") == "guess"]


@pytest.mark.parametrize(("path", "name"), [("/json", "json"), ("/csv", "csv"), ("/html", "html")])
def test_downloads(client: TestClient, path: str, name: str) -> None:
    answer = client.post(path, data=boxes(ENGLISH, "=1+1", outlet="=cmd"))
    assert answer.headers["content-disposition"] == f'attachment; filename="framing.{name}"'
    assert "economic coercion" in answer.text
    if name == "csv":
        assert answer.content.startswith("\ufeff".encode())
        assert ",'=cmd 1," in answer.text, "no cell is a formula"


def test_one_more_box(client: TestClient) -> None:
    values = Page(client.post("/", data=boxes("a", "b", "\n\nc") | {"more": "1"}).text).values()
    assert [values[f"text-{n}"] for n in range(1, 5)] == ["a", "b", "\n\nc", ""]


def test_example(client: TestClient) -> None:
    page = Page(client.get("/").text)
    link = next(str(a["href"]) for a, _ in page.find("a") if "example" in str(a["href"]))
    values = Page(client.get(link).text).values()
    assert [bool(values[f"text-{n}"]) for n in range(1, 5)] == [True] * 4
    assert client.post("/report", data=values).text.count("<article") == 4
    assert client.get("/?example=../gold").status_code == 404


def test_nothing_pasted_runs(client: TestClient) -> None:
    data = {"text-1": ENGLISH + ATTACK, "outlet-1": ATTACK, "title-1": ATTACK, "text-2": ATTACK, "marks-1": ATTACK}
    data["marks-2"] = f"# {ATTACK}\n{ATTACK}"
    for answer in (client.post("/report", data=data), client.post("/", data=data), client.post("/guess", data=data)):
        page = Page(answer.text)
        assert not page.find("img")
        assert all("alert" not in text for _, text in page.find("script"))
        assert len(page.find("body")) == 1
        assert page.values()["text-1"] == ENGLISH + ATTACK


def test_only_the_reports_own_script_may_run(client: TestClient) -> None:
    first, second = (client.post("/report", data=boxes(text)) for text in (ENGLISH, ATTACK + CHINESE))
    policy = first.headers["content-security-policy"]
    assert policy == second.headers["content-security-policy"]
    script = re.findall(r"<script>(.*?)</script>", second.text, re.DOTALL)[-1]
    assert f"script-src 'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'" in policy
    assert "unsafe-inline" not in policy.partition("script-src")[2]
    assert "form-action 'none'" not in first.text.partition("</head>")[0], "the way back is a form"


@pytest.mark.parametrize("path", ["/", "/paste.css", "/paste.js", "/nothing", "/report"])
def test_headers(client: TestClient, path: str) -> None:
    for answer in (client.get(path), client.post(path, data=boxes(ENGLISH))):
        policy = answer.headers["content-security-policy"]
        for rule in ("default-src 'none'", "form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'"):
            assert rule in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["cache-control"] == "no-store"
        assert "set-cookie" not in answer.headers


def test_the_page_loads_nothing_from_elsewhere(client: TestClient) -> None:
    for answer in (client.get("/"), client.post("/report", data=boxes(ENGLISH))):
        links = re.findall(r"""(?:src|href|action)=["']?([^"' >]+)""", answer.text)
        assert all(re.match(r"/(?!/)|#|data:,$", link) for link in links), links
    assert "url(" not in client.get("/paste.css").text


@pytest.mark.parametrize(
    "path",
    ["/../../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/..%2fpyproject.toml", "/paste.css/../strings.toml", "/strings.toml", "//etc/passwd"],
)  # fmt: skip
def test_no_file_can_be_asked_for(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert web.interface_strings("en")["errors"]["not_found"] in answer.text  # type: ignore[index]


@pytest.mark.parametrize(
    ("data", "status", "words"),
    [
        ({"text-1": "x y " * 50_001, "outlet-1": "A"}, 413, "Article 1 is too long: at most 200,000 characters"),
        ({"text-2": "x", "outlet-2": "o" * 301}, 400, "outlet or title of article 1 is too long"),
        ({f"text-{n}": "x" for n in range(1, 22)}, 400, "at most 20 at a time"),
        ({f"other-{n}": "x" for n in range(1001)}, 400, "at most 20 at a time"),
        ({"text-1": "x " * 5_000_001}, 413, "at most 10 MB"),
        ({"text-1": "x", "marks-1": "m" * 20_001}, 413, "marked in article 1 is too long: at most 20,000"),
        ({"text-1": " \n"}, 400, "no text yet"),
        ({"text-x": "a", "text-0": "b"}, 400, "no text yet"),
        ({}, 400, "could not be read"),
    ],
)
def test_limits(client: TestClient, data: dict[str, str], status: int, words: str) -> None:
    page = client.post("/report", data=data)
    plain = client.post("/json", data=data)
    assert (page.status_code, plain.status_code) == (status, status)
    assert words in Page(page.text).find("p")[[a.get("id") for a, _ in Page(page.text).find("p")].index("error")][1]
    assert words in plain.json()["error"]


def test_a_refused_form_keeps_what_was_pasted(client: TestClient) -> None:
    data = {"text-1": "a", "title-1": "t" * 301, "text-2": "b"}
    values = Page(client.post("/report", data=data).text).values()
    assert {name: values[name] for name in data} == data


def test_twenty_articles(client: TestClient) -> None:
    assert client.post("/report", data=boxes(*[ENGLISH] * 20)).text.count("<article") == 20


PAGE = """<!doctype html><html><head><title>Tariffs rise</title><meta property="og:site_name" content="The Ledger"></head>
<body><nav><a href="/">Home</a></nav><article><h1>Tariffs rise</h1><p>The so-called reform is a disaster, the minister said
on Monday in the capital.</p><p>He added that prices would rise in every town of the country before the autumn.</p></article>
</body></html>"""


def sent(*files: tuple[str, str | bytes], **fields: str) -> dict[str, Any]:
    """What a browser sends of a form with files."""
    return {"files": [("files", (name, data)) for name, data in files], "data": {"x": ""} | fields}


def test_files_become_boxes(client: TestClient) -> None:
    table = "outlet,title,text\r\nThe Post,Fees,“Brazen”, he said.\r\n".replace(
        "“Brazen”, he said.", '"A disaster, he said."'
    )
    files = (("a.txt", CHINESE), ("page.html", PAGE), ("two.csv", table + "The Sun,More,Prices rise.\r\n"))
    fields = {"text-1": ENGLISH.replace("\n", "\r\n"), "outlet-1": "Mine", "text-2": "", "outlet-2": ""}
    values = Page(client.post("/", **sent(*files, **fields)).text).values()
    assert [values[f"text-{n}"] for n in (1, 2, 4, 5)] == [ENGLISH, CHINESE, "A disaster, he said.", "Prices rise."]
    assert values["text-3"].startswith("Tariffs rise") or values["text-3"].startswith("The so-called")
    assert "Home" not in values["text-3"]
    assert [values[f"outlet-{n}"] for n in (1, 3, 4, 5)] == ["Mine", "The Ledger", "The Post", "The Sun"]
    report = client.post("/report", **sent(*files, **fields))
    assert report.text.count("<article") == 5


def test_one_more_box_beside_files(client: TestClient) -> None:
    values = Page(client.post("/", **sent(("a.txt", "Fees rise."), **{"text-1": "b", "more": "1"})).text).values()
    assert [values[f"text-{n}"] for n in (1, 2, 3)] == ["b", "Fees rise.", ""]


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("../../etc/passwd", b"\0\1\2", "../../etc/passwd could not be read whole"),
        ("a.zip", b"PK\3\4", "a .zip file"),
        ("a.parquet", b"PAR1", "a .parquet file"),
        ("empty.txt", b" ", "empty"),
        ("<img src=x onerror=alert(1)>.csv", b"a,b\n1,2\n", "onerror=alert(1)"),
        ("/etc/hostname", b"", "/etc/hostname could not be read whole"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(client: TestClient, name: str, data: bytes, words: str) -> None:
    answer = client.post("/report", **sent((name, data), **{"text-1": "Fees rise."}))
    page = Page(answer.text)
    assert answer.status_code == 400
    assert words in next(text for a, text in page.find("p") if a.get("id") == "error")
    assert page.values()["text-1"] == "Fees rise.", "what was pasted is kept"
    assert not page.find("img")


def test_a_file_name_opens_nothing(client: TestClient, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("The hidden words.")
    (tmp_path / "corpus.toml").write_text('["secret.txt"]\noutlet = "Hidden"\n')
    answer = client.post("/json", **sent((str(secret), "The sent words.")))
    assert [(a["outlet"], "hidden" in str(a)) for a in answer.json()] == [("", False)]


def test_files_and_fields_have_limits(client: TestClient) -> None:
    many = "text\n" + "Fees rise.\n" * 21
    for answer in (
        client.post("/report", **sent(("many.csv", many))),
        client.post("/json", **sent(("many.csv", many))),
    ):
        assert answer.status_code == 400
        assert "at most 20 at a time" in answer.text
    assert client.post("/report", **sent(("a.txt", "x " * 5_000_001))).status_code == 413
    assert client.post("/report", **sent(("a.txt", "x " * 150_001))).status_code == 413
    parts = b"".join(b'--x\r\nContent-Disposition: form-data; name="y"\r\n\r\n\r\n' for _ in range(1001)) + b"--x--"
    refused = client.post("/report", content=parts, headers={"content-type": "multipart/form-data; boundary=x"})
    assert "at most 20 at a time" in refused.text


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"", "multipart/form-data; boundary=x"),
        (b"--x", "multipart/form-data; boundary=x"),
        (b"--x\r\nContent-Disposition: form-data; name=text-1\r\n", "multipart/form-data; boundary=x"),
        (b"--x\r\n\r\nhello\r\n--x--", "multipart/form-data; boundary=x"),
        (b"--x\r\n\r\nhello\r\n--x--", "multipart/form-data"),
        (b"--x\r\n\r\nhello\r\n--x--", 'multipart/form-data; boundary="' + "x" * 99 + '"'),
        (bytes(range(256)) * 9, "multipart/form-data; boundary=\xff"),
    ],
)
def test_broken_forms_are_empty(client: TestClient, body: bytes, content_type: str) -> None:
    answer = client.post("/report", content=body, headers={"content-type": content_type.encode("latin-1")})
    assert answer.status_code == 400
    assert "no text yet" in answer.text


@given(st.lists(st.binary(max_size=60), min_size=1, max_size=4))
def test_what_is_sent_comes_whole(pieces: list[bytes]) -> None:
    boundary = b"----boundary"
    assume(not any(b"\r\n--" + boundary in b"\r\n" + piece for piece in pieces))
    head = b'\r\nContent-Disposition: form-data; name="files"; filename="a \xc3\xa9.txt"\r\n\r\n'
    body = b"".join(b"--" + boundary + head + piece + b"\r\n" for piece in pieces) + b"--" + boundary + b"--\r\n"
    found = list(read_parts(body, "multipart/form-data; boundary=" + boundary.decode()))
    assert [(part.data, part.filename) for part in found] == [(piece, "a é.txt") for piece in pieces]


def test_odd_bytes(client: TestClient) -> None:
    body = b"text-1=%ff%fe%00+so-called+reform+%ED%A0%80+said&%=&text-2=\xff\xfe"
    headers = {"content-type": "application/x-www-form-urlencoded; charset=x"}
    assert client.post("/report", content=body, headers=headers).status_code == 200


def test_other_content_is_refused(client: TestClient) -> None:
    for kind in ("application/json", "text/plain", ""):
        answer = client.post("/json", content=b"text-1=a", headers={"content-type": kind})
        assert answer.status_code == 400


def test_errors_show_no_internals(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(articles: Any) -> Any:
        raise KeyError(next(iter(articles)).text)

    monkeypatch.setattr(web, "analyze_each", fail)
    with caplog.at_level(logging.DEBUG):
        for path in ("/report", "/json"):
            answer = client.post(path, data=boxes("secret words"))
            assert answer.status_code == 500
            assert "Nothing was stored" in answer.text
            assert answer.headers["cache-control"] == "no-store"
            assert not re.search("Traceback|KeyError|secret|[.]py", answer.text)
    assert "KeyError at " in caplog.text
    assert "secret" not in caplog.text


@pytest.mark.parametrize(
    ("query", "accepted", "expected"),
    [
        ("?lang=zh-Hant", "en", "zh-Hant"),
        ("?lang=vi", "", "vi"),
        ("", "vi-VN,vi;q=0.9,en;q=0.8", "vi"),
        ("", "zh-CN", "zh-Hans"),
        ("", "zh-HK, en;q=0.9", "zh-Hant"),
        ("", "zh-Hant-HK", "zh-Hant"),
        ("", "en;q=0.1, zh;q=0.5", "zh-Hans"),
        ("", "vi;q=0, fr", "en"),
        ("?lang=xx", "*", "en"),
        ("?lang=../en", ";;q=nan,,", "en"),
    ],
)
def test_language_of_the_interface(client: TestClient, query: str, accepted: str, expected: str) -> None:
    answer = client.get(f"/{query}", headers={"accept-language": accepted})
    assert Page(answer.text).find("html")[0][0]["lang"] == expected
    assert str(web.interface_strings(expected)["submit"]) in answer.text


def test_switching_language_keeps_the_texts(client: TestClient) -> None:
    buttons = [a for a, _ in Page(client.get("/").text).find("button") if a.get("lang")]
    assert [a["lang"] for a in buttons] == list(TAGS)
    for button in buttons:
        page = Page(client.post(str(button["formaction"]), data=boxes(CHINESE)).text)
        assert page.values()["text-1"] == CHINESE
        assert page.find("html")[0][0]["lang"] == button["lang"]


@pytest.mark.parametrize("tag", TAGS)
def test_every_language_says_the_same(tag: str) -> None:
    def holes(say: Any) -> Any:
        if isinstance(say, dict):
            return {key: holes(value) for key, value in say.items() if key != "accepts"}
        if isinstance(say, list):  # the sample: its marks are the same, whatever stands between them
            return [classes for classes, _ in say if "k-" in classes]
        return sorted(field for _, field, _, _ in string.Formatter().parse(say) if field)

    assert holes(web.interface_strings(tag)) == holes(web.interface_strings("en"))


def test_starts_warm() -> None:
    with TestClient(web.make_app()) as client:
        assert client.get("/").status_code == 200


def test_what_models_say_stands_in_report_and_json() -> None:
    def predict(analysis: Analysis) -> Analysis:
        said = Prediction("house-model", "bias", Span(0, 4), "biased", 0.9, (), "", "")
        return replace(analysis, predictions=(said,))

    client = TestClient(web.make_app(predict))
    assert "house-model" in client.post("/report", data={"text-1": "Fees rose."}).text
    assert client.post("/json", data={"text-1": "Fees rose."}).json()[0]["predictions"][0]["model"] == "house-model"
    assert "house-model" not in TestClient(web.make_app()).post("/report", data={"text-1": "Fees rose."}).text


def test_serve_with_what_is_no_model_does_not_start(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(web.uvicorn, "run", lambda app, **options: pytest.fail("started"))
    (tmp_path / "story.txt").write_text("no model")
    result = CliRunner().invoke(main, ["serve", "--model", str(tmp_path / "story.txt")])
    assert "is no model file" in str(result.exception)


def test_serve_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    result = CliRunner().invoke(main, ["serve"])
    assert result.exit_code == 2
    assert "needs the web extra: pip install 'framing-analysis[web]'" in result.output


def test_serve_is_loopback_by_default(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    monkeypatch.setattr(web.uvicorn, "run", lambda app, **options: asked.append((options["host"], options["port"])))
    monkeypatch.setattr("framing.cli.page._check_free", lambda host, port: None)  # another page may run here
    CliRunner().invoke(main, ["serve"])
    CliRunner().invoke(main, ["serve", "--host", "::1", "--port", "9000"])
    assert asked == [("127.0.0.1", 8000), ("::1", 9000)]


def test_serve_on_a_port_in_use_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web.uvicorn, "run", lambda app, **options: pytest.fail("started"))
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = CliRunner().invoke(main, ["serve", "--port", str(port)])
    assert result.exit_code == 2
    assert f"port {port} is in use" in result.output


def test_json_is_unescaped_unicode(client: TestClient) -> None:
    assert json.loads(client.post("/json", data=boxes(CHINESE)).content.decode("utf-8"))[0]["language"] == "zh-Hans"


@pytest.mark.parametrize("ui", TAGS)
def test_a_language_is_chosen_for_lines_that_do_not_tell(client: TestClient, ui: str) -> None:
    form = Page(client.get(f"/?lang={ui}").text)
    assert next(attrs["name"] for tag, attrs, _ in form.elements if tag == "select") == "language-1"
    options = [attrs["value"] for tag, attrs, _ in form.elements if tag == "option"]
    assert options[:5] == ["", *TAGS]
    fields = {"text-1": "Ferry closed", "language-1": "vi"}
    assert client.post("/json", data=fields).json()[0]["language"] == "vi"
    again = Page(client.post(f"/?lang={ui}", data=fields).text)
    assert [attrs["value"] for tag, attrs, _ in again.elements if tag == "option" and "selected" in attrs] == ["vi"]


@pytest.mark.parametrize("ui", TAGS)
def test_a_choice_that_the_text_contradicts_is_said_above_it(client: TestClient, ui: str) -> None:
    page = client.post(f"/report?lang={ui}", data={"text-1": ENGLISH, "language-1": "vi"}).text
    head = page[page.index('<article class="art"') : page.index('class="text"')]
    assert 'class="refused"' in head
    assert {"en": "is taken as that", "zh-Hans": "已按后者处理", "zh-Hant": "已按後者處理", "vi": "được đo như vậy"}[
        ui
    ] in head


def test_the_language_of_a_table_stays_with_its_articles(client: TestClient) -> None:
    table = "text,language\nFerry closed,Vietnamese\nLe port,fr\n"
    page = Page(client.post("/", data={"x": ""}, files={"files": ("a.csv", table)}).text)
    assert [attrs["value"] for tag, attrs, _ in page.elements if tag == "option" and "selected" in attrs] == [
        "vi",
        "fr",
    ]


@pytest.mark.parametrize(
    ("ui", "name", "data", "said"),
    [
        ("zh-Hans", "a.txt", b"  ", "文件是空的"),
        ("zh-Hant", "a.csv", b"a,b\n1,2\n", "沒有找到內文所在的欄（有：a, b）"),
        ("vi", "a.docx", b"PK", "không hỗ trợ tệp .docx"),
        ("vi", "a.json", b"[{", "JSON không hợp lệ"),
        ("vi", "a.jsonl", b"[1]\n", "không phải list; mỗi bài hãy viết {"),
        ("zh-Hans", "a.json", b'{"text": 5}', "正文一列是 int，不是文字"),
        ("zh-Hant", "a.csv", b'text,outlet\n"a"b,c\n', "這一列格式有誤"),
        ("vi", "a.txt", b"\xef\xbb\xbfa\xff", "đầu tệp ghi mã"),
        ("en", "a.docx", b"PK", "a .docx file"),
    ],
)
def test_what_is_wrong_with_a_file_is_said_in_the_language_of_the_page(
    client: TestClient, ui: str, name: str, data: bytes, said: str
) -> None:
    answer = client.post(f"/?lang={ui}", data={"x": ""}, files={"files": (name, data)})
    assert answer.status_code == 400
    (error,) = ("".join(words) for _, attrs, words in Page(answer.text).elements if attrs.get("id") == "error")
    assert said in error and name in error
