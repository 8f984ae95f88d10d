"""The control API's addresses and answers, on aiohttp. Runs in the API's own asyncio loop."""

from __future__ import annotations

import asyncio
import hmac
import json
from collections.abc import Awaitable, Callable
from concurrent.futures import Future
from typing import Any

from aiohttp import web

from control_panel.errors import LinkError, PanelError, Refused
from control_panel.running_order.commands import Action, Command, Outcome, Result
from control_panel.web.body import ACTIONS, LARGEST, BadBody, command_from
from control_panel.web.desk import FINAL, Desk, refusal
from control_panel.web.state import outcome_of
from control_panel.web.stream import MOST, Stream

ROOT = "/api/v1"

_SENTENCES = {
    404: "There is nothing at this address.",
    405: "This address does not take that method.",
}

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Server:
    """The control API of one panel: checks, commands, state, events."""

    def __init__(
        self, desk: Desk, token: str, first: float = 3.0, wait: float = 15.0, slow: float = 5.0
    ) -> None:
        """`first`, `wait`: seconds for the panel's first word, and for the outcome with ?wait=1."""
        self._desk = desk
        self._token = token.encode()
        self._hosts: frozenset[str] = frozenset()
        self._first = first
        self._wait = wait
        self._finals: dict[str, asyncio.Future[Outcome]] = {}
        self.stream = Stream(desk.state, slow=slow)

    def app(self, port: int) -> web.Application:
        """The application for the port that it will be reached by."""
        names = ("127.0.0.1", "localhost", "[::1]")
        self._hosts = frozenset((*names, *(f"{name}:{port}" for name in names)))
        app = web.Application(middlewares=[self._guard], client_max_size=LARGEST)
        app.router.add_get(f"{ROOT}/state", self._state, allow_head=False)
        app.router.add_get(f"{ROOT}/events", self._events, allow_head=False)
        for action in ACTIONS:
            app.router.add_post(f"{ROOT}/{action.value}", self._command)
        return app

    def on_told(self, outcome: Outcome | None) -> None:
        """An outcome, or None for a change; in the loop."""
        if outcome is not None and outcome.result in FINAL:
            waiting = self._finals.get(outcome.command_id)
            if waiting is not None and not waiting.done():
                waiting.set_result(outcome)
        self.stream.on_told(outcome)

    @web.middleware
    async def _guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Check Host and token before anything else, and make every refusal a sentence."""
        hosts = request.headers.getall("Host", [])
        if len(hosts) != 1 or hosts[0].lower() not in self._hosts:
            return _no(403, "host", "The panel answers to 127.0.0.1 and localhost only.")
        if not self._known(request.headers.getall("Authorization", [])):
            answer = _no(401, "token", "Send the panel's token: Authorization: Bearer ...")
            answer.headers["WWW-Authenticate"] = "Bearer"
            return answer
        try:
            return await handler(request)
        except BadBody as error:
            return _no(400, "bad-request", error.sentence)
        except web.HTTPRequestEntityTooLarge:
            return _no(400, "bad-request", f"The body is larger than {LARGEST} bytes.")
        except web.HTTPException as error:
            return _http(error)

    def _known(self, given: list[str]) -> bool:
        scheme, _, token = (given[0] if len(given) == 1 else "").partition(" ")
        same = hmac.compare_digest(token.strip().encode("utf-8", "replace"), self._token)
        return same and scheme.lower() == "bearer"

    async def _state(self, request: web.Request) -> web.StreamResponse:
        _only(request, ())
        return _json(200, self._desk.state())

    async def _events(self, request: web.Request) -> web.StreamResponse:
        _only(request, ())
        if self.stream.readers >= MOST:
            return _no(503, "full", f"{MOST} connections read the events already.")
        return await self.stream.serve(request)

    async def _command(self, request: web.Request) -> web.StreamResponse:
        _only(request, ("wait",))
        wait = request.query.get("wait", "0")
        if wait not in ("0", "1"):
            raise BadBody("wait must be 1 or 0.")
        action = Action(request.path.rpartition("/")[2])
        command = command_from(action, await request.read())
        if wait == "0":
            return _answer(await self._submit(command), final=False)
        self._finals[command.id] = asyncio.get_running_loop().create_future()
        try:
            return _answer(await self._final(command), final=True)
        finally:
            del self._finals[command.id]

    async def _final(self, command: Command) -> Outcome:
        """The outcome that ends a command, or the last one known when the time is up."""
        first = await self._submit(command)
        if first.result in FINAL:
            return first
        waiting = self._finals[command.id]
        done, _ = await asyncio.wait({waiting}, timeout=self._wait)
        return waiting.result() if done else first

    async def _submit(self, command: Command) -> Outcome:
        """The first outcome. A command the panel did not begin in time is never run later."""
        future: Future[Outcome] = self._desk.submit(command)
        try:
            return await asyncio.wait_for(asyncio.wrap_future(future), self._first)
        except TimeoutError:
            raise _busy(command, began=not future.cancel()) from None
        except (Refused, LinkError) as error:
            return refusal(command, error)
        except PanelError as error:
            raise _failure(500, error.reason, error.sentence, command.id) from error


def _answer(outcome: Outcome, *, final: bool) -> web.Response:
    """202 sent, 200 done and waited for, 409 refused or asked back, 502 the other side failed."""
    status = {Result.REFUSED: 409, Result.ASKED: 409, Result.FAILED: 502}.get(outcome.result)
    if status is None:
        status = 200 if final and outcome.result is Result.DONE else 202
    found = outcome_of(outcome)
    if outcome.result is Result.ASKED:
        found["reason"] = found["reason"] or "asked"
    return _json(status, found)


def _only(request: web.Request, names: tuple[str, ...]) -> None:
    """Refuse a query that would be passed over in silence."""
    unknown = sorted(set(request.query) - set(names))
    if unknown:
        takes = f"only “{'” and “'.join(names)}” after its “?”" if names else "no query"
        raise BadBody(f"This address takes {takes}.")


def _busy(command: Command, *, began: bool) -> web.HTTPException:
    if began:
        sentence = "The panel has begun with it and not answered yet: read state.last_command."
    else:
        sentence = "The panel is too busy to answer; the command was not run and will not be."
    return _failure(504, "busy", sentence, command.id)


def _failure(status: int, reason: str, sentence: str, command_id: str) -> web.HTTPException:
    text = json.dumps({"id": command_id, "reason": reason, "sentence": sentence})
    kind = web.HTTPGatewayTimeout if status == 504 else web.HTTPInternalServerError
    return kind(text=text, content_type="application/json")


def _no(status: int, reason: str, sentence: str) -> web.Response:
    return _json(status, {"reason": reason, "sentence": sentence})


def _http(error: web.HTTPException) -> web.Response:
    """Aiohttp's own refusals in our form: the sentence, and the headers that belong to it."""
    if error.content_type == "application/json":
        return web.Response(status=error.status, text=error.text, content_type=error.content_type)
    sentence = _SENTENCES.get(error.status, f"{error.reason}.")
    answer = _no(error.status, error.reason.lower().replace(" ", "-"), sentence)
    if "Allow" in error.headers:
        answer.headers["Allow"] = error.headers["Allow"]
    return answer


def _json(status: int, found: dict[str, Any]) -> web.Response:
    return web.Response(
        status=status,
        text=json.dumps(found, allow_nan=False),
        content_type="application/json",
        headers={"Cache-Control": "no-store"},
    )
