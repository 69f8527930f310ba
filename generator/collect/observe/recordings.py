"""Recordings of test runs as exchanges of requests and answers, whatever tool wrote them.

Three forms are read: the YAML of VCR.py, the YAML of go-vcr, and the JSON of the Azure SDK test
proxy, which Azure PowerShell writes too. Bodies that are JSON become values.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any

import yaml

from generator.collect.packages import CollectError
from generator.reading.yaml_scalars import Loader

_NOTHING: Mapping[str, Any] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """A request with its answer; `number` counts from 0, as the tools do.

    Header names are in small letters. A body is None where there is none or it is not JSON.
    """

    number: int
    method: str
    url: str
    sent: Any
    status: int
    headers: Mapping[str, str]
    answer: Any

    @property
    def day(self) -> str:
        """The day in the answer's Date header; empty where the recording left it out."""
        try:
            return parsedate_to_datetime(self.headers.get("date", "")).date().isoformat()
        except (TypeError, ValueError):
            return ""


def read_recording(label: str, text: str) -> tuple[Exchange, ...]:
    """The exchanges of a recording; raises `CollectError` for a form that is not known."""
    try:
        return tuple(_exchanges(_value(text)))
    except (yaml.YAMLError, ValueError, TypeError, KeyError, AttributeError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise CollectError(f"{label}: not a recording of a known form ({reason})") from None


def _value(text: str) -> Any:
    if text.lstrip("\ufeff \r\n").startswith("{"):
        return json.loads(text.lstrip("\ufeff"))
    return yaml.load(text, Loader)  # nosec B506 # a SafeLoader


def _exchanges(recording: Any) -> list[Exchange]:
    if "Entries" in recording:
        return [_of_proxy(number, item) for number, item in enumerate(recording["Entries"])]
    return [_of_vcr(number, item) for number, item in enumerate(recording["interactions"])]


def _of_proxy(number: int, item: Mapping[str, Any]) -> Exchange:
    return Exchange(
        number=number,
        method=item["RequestMethod"],
        url=item.get("RequestUri") or item["EncodedRequestUri"],
        sent=_body(item.get("RequestBody")),
        status=int(item["StatusCode"]),
        headers=_headers(item.get("ResponseHeaders")),
        answer=_body(item.get("ResponseBody")),
    )


def _of_vcr(number: int, item: Mapping[str, Any]) -> Exchange:
    request, response = item["request"], item["response"]
    status = response["status"]
    return Exchange(
        number=number,
        method=request["method"],
        url=request.get("uri") or request["url"],
        sent=_body(request.get("body")),
        status=int(status["code"] if isinstance(status, Mapping) else response["code"]),
        headers=_headers(response.get("headers")),
        answer=_body(response.get("body")),
    )


def _headers(headers: Any) -> dict[str, str]:
    """The first value of each header."""
    return {
        name.lower(): str(value[0] if isinstance(value, list) and value else value)
        for name, value in (headers or _NOTHING).items()
    }


def _body(body: Any) -> Any:
    """The JSON value of a body: VCR.py keeps the text below `string`, the proxy the value."""
    if isinstance(body, Mapping) and set(body) == {"string"}:
        body = body["string"]
    if isinstance(body, str | bytes):
        try:
            return json.loads(body)
        except ValueError:
            return None
    return body
