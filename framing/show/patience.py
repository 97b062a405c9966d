"""How long the local page waits for a client, and how many it serves at once: what keeps it up when many come, or slow ones."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import h11
from starlette.concurrency import run_in_threadpool
from uvicorn.protocols.http.h11_impl import H11Protocol

from framing.show.boxes import RefusedRequest

HEAD_SECONDS = 10
"""In which a client says what it asks for; then its connection is closed."""
BODY_SECONDS = 60
"""In which a client sends what it pastes or uploads."""
MAX_CONNECTIONS = 100
"""More are answered 503 at once."""
MAX_WAITING = 64
"""Requests that wait for their turn to be read, with what they sent; more are answered 503."""
AT_ONCE = max(1, min(4, os.cpu_count() or 1))
"""Requests that are worked on at the same time: each holds its articles and their analyses."""

_T = TypeVar("_T")


async def within(seconds: float, work: Awaitable[_T]) -> _T:
    """What comes of the work. Errors: RefusedRequest where the client takes longer than this."""
    try:
        async with asyncio.timeout(seconds):
            return await work
    except TimeoutError:
        raise RefusedRequest(408, "too_slow") from None


class Turns:
    """Work of requests in their order, few at a time, so that many clients need no more memory than some."""

    def __init__(self, at_once: int = AT_ONCE, waiting: int = MAX_WAITING) -> None:
        self._free, self._most, self._inside = asyncio.Semaphore(at_once), at_once + waiting, 0

    async def run(self, work: Callable[..., _T], *args: object) -> _T:
        """What ``work`` gives, from a thread. Errors: RefusedRequest where too many wait already."""
        if self._inside >= self._most:
            raise RefusedRequest(503, "busy")
        self._inside += 1
        try:
            async with self._free:
                return await run_in_threadpool(work, *args)
        finally:
            self._inside -= 1


class ImpatientProtocol(H11Protocol):
    """HTTP as uvicorn speaks it, but a client that does not say what it asks for in ``HEAD_SECONDS`` is hung up on."""

    _late: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        """Start to wait."""
        super().connection_made(transport)
        self._watch()

    def data_received(self, data: bytes) -> None:
        """Wait on where the head is not whole yet; the time runs from its first byte, however slowly the others come."""
        super().data_received(data)
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing to wait for any more."""
        self._stop()
        super().connection_lost(exc)

    def on_response_complete(self) -> None:
        """After an answer uvicorn's own patience for the next request runs (``timeout_keep_alive``)."""
        super().on_response_complete()
        self._stop()

    def _watch(self) -> None:
        if self.conn.their_state is not h11.IDLE:
            self._stop()
        elif self._late is None:
            self._late = self.loop.call_later(HEAD_SECONDS, self.transport.close)

    def _stop(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None
