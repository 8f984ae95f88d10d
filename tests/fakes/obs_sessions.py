"""The protocol of obs-websocket 5.1.0 as the fake OBS speaks it, with faults on request."""

from __future__ import annotations

import asyncio
import json
import random
import time
from collections.abc import Coroutine
from typing import Any, Final

from aiohttp import WSMsgType, web

from control_panel.obs.protocol import authentication
from tests.fakes import obs_input_requests, obs_output_requests
from tests.fakes.obs_requests import REQUESTS, Data
from tests.fakes.obs_studio import Studio
from tests.fakes.obs_values import Failed

assert obs_input_requests
assert obs_output_requests  # they fill REQUESTS
SALT: Final = "lM1GncleQOaCu9lT1yeUZhFYnqhsLLP1G5lAGo3ixaI="
CHALLENGE: Final = "+IxH4CnCiqpX1rM9scsNynZzbOe4KhDeYcTNS3PDaeY="


class Session:
    """One client of the fake."""

    def __init__(self, ws: web.WebSocketResponse, request: web.Request) -> None:
        self.ws = ws
        self.request = request
        self.mask = 0
        self.identified = False
        self.turn = asyncio.Lock()


class Sessions:
    """The fake's clients, and what it does to them."""

    studio: Studio

    def __init__(self, password: str, chance: random.Random) -> None:
        self.password = password
        self.random = chance
        self.last_told = 0.0
        self.asked: list[tuple[str, Data]] = []
        """Every request that arrived, in order."""
        self.masks: list[int] = []
        """Every subscription that was asked for."""
        self.pongs = 0
        self.sub_protocols: list[str] = []
        # Faults
        self.mute_at = ""
        """`tcp`, `hello` or `identify`: from there on nothing is said."""
        self.half_open = False
        """Neither read nor write, with the sockets open."""
        self.slow: dict[str, float] = {}
        """Seconds by which the answer to a request is late."""
        self.never: set[str] = set()
        """Requests that are not answered at all."""
        self.status: dict[str, tuple[int, str]] = {}
        """Requests that are refused with this code and comment."""
        self.not_ready = 0
        """So many requests more are answered 207."""
        self.disorder = 0.0
        """Seconds within which messages overtake each other."""
        self.hello: str | None = None
        """Said in place of Hello."""
        self.close_at_hello: int | None = None
        self.rpc_version = 1
        self._sessions: set[Session] = set()
        self._tasks: set[asyncio.Task[None]] = set()

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        if self.mute_at == "tcp":
            await asyncio.Event().wait()
        ws = web.WebSocketResponse(
            protocols=("obswebsocket.json",), autoping=False, autoclose=False, max_msg_size=0
        )
        await ws.prepare(request)
        self.sub_protocols.append(request.headers.get("Sec-WebSocket-Protocol", ""))
        session = Session(ws, request)
        self._sessions.add(session)
        try:
            await self._greet(session)
            await self._listen_to(session)
        finally:
            self._sessions.discard(session)
        return ws

    async def _greet(self, session: Session) -> None:
        if self.mute_at == "hello":
            return
        if self.close_at_hello is not None:
            await session.ws.close(code=self.close_at_hello, message=b"no")
            return
        hello: Data = {"obsWebSocketVersion": "5.1.0", "rpcVersion": 1}
        if self.password:
            hello["authentication"] = {"challenge": CHALLENGE, "salt": SALT}
        await session.ws.send_str(self.hello or json.dumps({"op": 0, "d": hello}))

    async def _listen_to(self, session: Session) -> None:
        async for message in session.ws:
            if self.half_open:
                await asyncio.Event().wait()
            if message.type == WSMsgType.PING:
                await session.ws.pong(message.data)
            elif message.type == WSMsgType.PONG:
                self.pongs += 1
            elif message.type == WSMsgType.CLOSE:
                await session.ws.close()
            elif message.type == WSMsgType.TEXT:
                await self._take_in(session, json.loads(message.data))

    async def _take_in(self, session: Session, message: Data) -> None:
        op, body = message["op"], message["d"]
        if op == 1:
            await self._identify(session, body)
        elif not session.identified:
            await session.ws.close(code=4007, message=b"You are not identified.")
        elif op == 3:
            session.mask = body.get("eventSubscriptions", session.mask)
            self.masks.append(session.mask)
            await self._send(session, 2, {"negotiatedRpcVersion": 1})
        elif op == 6:
            self._spawn(self._answer(session, body))
        elif op == 8:
            self._spawn(self._answer_batch(session, body))
        else:
            await session.ws.close(code=4006, message=b"Unknown OpCode")

    async def _identify(self, session: Session, body: Data) -> None:
        if self.mute_at == "identify":
            return
        expected = authentication(self.password, SALT, CHALLENGE)
        if self.password and body.get("authentication") != expected:
            await session.ws.close(code=4009, message=b"Authentication failed.")
            return
        if not self.password and "authentication" in body:
            self.asked.append(("authentication was sent unasked", {}))
        if body["rpcVersion"] != self.rpc_version:
            await session.ws.close(
                code=4010, message=b"Your requested RPC version is not supported"
            )
            return
        session.mask = body.get("eventSubscriptions", 2047)
        self.masks.append(session.mask)
        session.identified = True
        await self._send(session, 2, {"negotiatedRpcVersion": 1})

    async def _answer(self, session: Session, body: Data) -> None:
        name = str(body["requestType"])
        answer = await self._do(name, body.get("requestData") or {})
        if answer is not None:
            await self._send(session, 7, {**answer, "requestId": body["requestId"]})

    async def _answer_batch(self, session: Session, body: Data) -> None:
        results: list[Data] = []
        for one in body["requests"]:
            if one["requestType"] == "Sleep":
                await asyncio.sleep(one["requestData"].get("sleepMillis", 0) / 1000)
                answer: Data | None = _status("Sleep", 100)
            else:
                answer = await self._do(str(one["requestType"]), one.get("requestData") or {})
            if answer is None:
                return
            results.append(answer)
            if body.get("haltOnFailure") and not answer["requestStatus"]["result"]:
                break
        await self._send(session, 9, {"requestId": body["requestId"], "results": results})

    async def _do(self, name: str, data: Data) -> Data | None:
        """One request's answer; None where it is never answered."""
        self.asked.append((name, data))
        if name in self.slow:
            await asyncio.sleep(self.slow[name])
        if name in self.never:
            return None
        if self.not_ready > 0:
            self.not_ready -= 1
            return _status(name, 207, "OBS is not ready to perform the request.")
        if name in self.status:
            return _status(name, *self.status[name])
        return self._done(name, data)

    def _done(self, name: str, data: Data) -> Data:
        if name not in REQUESTS:
            return _status(name, 204, "Your request type is not valid.")
        try:
            found = REQUESTS[name](self.studio, data)
        except Failed as failed:
            return _status(name, failed.code, failed.comment)
        except (KeyError, ValueError):
            code = 300 if data else 301
            return _status(name, code, "Your request data is missing or invalid.")
        answer = _status(name, 100)
        if found is not None:
            answer["responseData"] = found
        return answer

    def _say(self, name: str, bit: int, data: Data) -> None:
        told = {"eventType": name, "eventIntent": bit, "eventData": data}
        self.last_told = time.monotonic()
        for session in list(self._sessions):
            if session.identified and session.mask & bit:
                self._spawn(self._send(session, 5, told))

    async def _send(self, session: Session, op: int, body: Data) -> None:
        # OBS has every message sent by a job of its own: nothing keeps their order.
        if self.disorder:
            await asyncio.sleep(self.random.uniform(0, self.disorder))
        async with session.turn:
            if not self.half_open and not session.ws.closed:
                try:
                    await session.ws.send_str(json.dumps({"op": op, "d": body}))
                except (ConnectionError, RuntimeError):
                    self._sessions.discard(session)


def _status(name: str, code: int, comment: str = "") -> Data:
    status: Data = {"result": code == 100, "code": code}
    if comment:
        status["comment"] = comment
    return {"requestType": name, "requestStatus": status}
