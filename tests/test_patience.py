"""The page under slow clients and many: hung up on, sent away or served in turn; nobody else waits for them."""

from __future__ import annotations

import asyncio
import logging
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from urllib.parse import urlencode

import pytest

pytest.importorskip("starlette")
pytest.importorskip("uvicorn")

import uvicorn

from framing.show import patience, web
from framing.show.boxes import RefusedRequest

FORM = {"content-type": "application/x-www-form-urlencoded"}
BODY = urlencode({"text-1": "The so-called reform is a disaster, the minister said on the Umber pier."})
HEAD = "POST /json HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 500\r\n"


@pytest.fixture
def port(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """A server on loopback that has little patience; as ``framing serve`` starts it."""
    monkeypatch.setattr(patience, "HEAD_SECONDS", 0.4)
    monkeypatch.setattr(web, "BODY_SECONDS", 0.4)
    started: list[uvicorn.Config] = []
    monkeypatch.setattr(
        web.uvicorn, "run", lambda app, **options: started.append(uvicorn.Config(app, **options, log_config=None))
    )
    web.serve("127.0.0.1", 0)
    server = uvicorn.Server(started[0])
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield server.servers[0].sockets[0].getsockname()[1]
    server.should_exit = True
    thread.join(20)


def until_hung_up(connection: socket.socket, drip: bytes) -> bytes:
    """What the server says before it hangs up, while a byte comes now and then."""
    connection.settimeout(0.1)
    heard, until = b"", time.monotonic() + 20
    while time.monotonic() < until:
        try:
            connection.sendall(drip)
            piece = connection.recv(65536)
        except TimeoutError:
            continue
        except OSError:
            return heard
        if not piece:
            return heard
        heard += piece
    raise AssertionError("the server still waits")


@pytest.mark.parametrize(("first", "drip"), [("", b""), ("POST /json HTT", b""), (HEAD, b"x-a: b\r\n")])
def test_who_does_not_say_what_is_asked_is_hung_up_on(port: int, first: str, drip: bytes) -> None:
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(first.encode())
        assert until_hung_up(connection, drip) == b""


def test_who_drips_after_an_answer_is_hung_up_on_too(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(b"GET /paste.css HTTP/1.1\r\nHost: x\r\n\r\n")
        assert connection.recv(100).startswith(b"HTTP/1.1 200")
        until_hung_up(connection, b"GET /slow")


def test_a_body_that_does_not_come_is_refused_in_words(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(f"{HEAD}Connection: close\r\n\r\ntext-1=half".encode())
        answer = until_hung_up(connection, b"")
    assert answer.startswith(b"HTTP/1.1 408")
    assert b"took too long" in answer
    assert b"Traceback" not in answer


def test_slow_clients_keep_nobody_waiting(port: int, caplog: pytest.LogCaptureFixture) -> None:
    slow = [socket.create_connection(("127.0.0.1", port)) for _ in range(30)]
    try:
        for connection in slow:
            connection.sendall(HEAD.encode())

        def ask(_: int) -> int:
            connection = HTTPConnection("127.0.0.1", port, timeout=60)
            connection.request("POST", "/json", BODY, FORM)
            answer = connection.getresponse()
            assert b"disaster" in answer.read()
            connection.close()
            return answer.status

        with caplog.at_level(logging.DEBUG), ThreadPoolExecutor(20) as clients:
            assert list(clients.map(ask, range(40))) == [200] * 40
    finally:
        for connection in slow:
            connection.close()
    assert "disaster" not in caplog.text and "Umber" not in caplog.text


@pytest.mark.parametrize(
    "path",
    [
        "/../../etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/..%2fpaste.css",
        "/paste.css/../web.py",
        "//etc/passwd",
        "/\\etc",
    ],
)
def test_a_path_leads_out_of_nothing(port: int, path: str) -> None:
    """Sent as it stands: clients and test clients tidy such paths before they send them."""
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
        answer = until_hung_up(connection, b"")
    assert answer.startswith(b"HTTP/1.1 404")
    assert b"root:" not in answer and b"import" not in answer


def test_work_is_done_in_turn_and_no_more_than_may_waits() -> None:
    working, most = 0, 0
    lock = threading.Lock()

    def work(number: int) -> int:
        nonlocal working, most
        with lock:
            working += 1
            most = max(most, working)
        time.sleep(0.02)
        with lock:
            working -= 1
        return number

    async def many() -> list[int | BaseException]:
        turns = patience.Turns(at_once=2, waiting=3)
        found = await asyncio.gather(*(turns.run(work, n) for n in range(8)), return_exceptions=True)
        assert await turns.run(work, 9) == 9, "who was sent away takes no place"
        return found

    found = asyncio.run(many())
    assert found[:5] == [0, 1, 2, 3, 4]
    assert [(e.status, e.message) for e in found[5:] if isinstance(e, RefusedRequest)] == [(503, "busy")] * 3
    assert most == 2


def test_a_fault_in_the_work_gives_its_place_back() -> None:
    async def twice() -> int:
        turns = patience.Turns(at_once=1, waiting=0)
        with pytest.raises(KeyError):
            await turns.run(lambda: {}["x"])
        return await turns.run(lambda: 7)

    assert asyncio.run(twice()) == 7


def test_the_page_says_that_it_is_busy(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("httpx")
    from starlette.testclient import TestClient

    app = web.make_app()
    app.state.turns = patience.Turns(at_once=0, waiting=0)
    answer = TestClient(app).post("/report?lang=vi", data={"text-1": "Cảng đóng cửa."})
    assert answer.status_code == 503
    assert "Hãy thử lại" in answer.text
