"""The end of the wire: every request of `requests` is kept and answered here, none is sent."""

from __future__ import annotations

import io
import json
import socket
from dataclasses import asdict
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3.response import HTTPResponse

from clients.inside.answers import Request, Scene, answer


def cut(scene: Scene) -> list[dict[str, Any]]:
    """From now on answers every request of this process; each is kept, with its answer."""
    kept: list[dict[str, Any]] = []

    def send(
        self: HTTPAdapter, prepared: requests.PreparedRequest, *_: Any, **__: Any
    ) -> requests.Response:
        request = read(prepared)
        given = answer(request, scene)
        kept.append({**asdict(request), "answer": given.body})
        data = b"" if given.body is None else json.dumps(given.body).encode()
        raw = HTTPResponse(
            body=io.BytesIO(data),
            headers={"Content-Type": "application/json"},
            status=given.status,
            preload_content=False,
        )
        return self.build_response(prepared, raw)

    HTTPAdapter.send = send  # type: ignore[method-assign,assignment]
    socket.socket.connect = _refuse  # type: ignore[method-assign]
    return kept


def read(prepared: requests.PreparedRequest) -> Request:
    """A request as a value; a body that is no JSON is its text."""
    address = urlsplit(prepared.url or "")
    return Request(
        method=str(prepared.method),
        host=address.hostname or "",
        path=unquote(address.path),
        query=dict(parse_qsl(address.query, keep_blank_values=True)),
        body=_body(prepared.body),
    )


def _body(body: Any) -> Any:
    text = body.decode() if isinstance(body, bytes) else body
    if not text:
        return None
    try:
        return json.loads(text)
    except ValueError:
        return text


def _refuse(*_: Any) -> None:
    raise ConnectionRefusedError("this run has no network")
