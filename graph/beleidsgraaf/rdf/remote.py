"""A triple store over HTTP: SPARQL 1.1 Graph Store Protocol, Update and Query, with passwords kept apart and passing faults retried.

Protocols: https://www.w3.org/TR/sparql11-http-rdf-update/ and https://www.w3.org/TR/sparql11-protocol/.
"""

from __future__ import annotations

import ipaddress
import netrc
import os
import re
from collections.abc import Callable, Generator
from typing import Self
from urllib.parse import urlencode, urlsplit

import httpx
from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt, wait_exponential, wait_random

from beleidsgraaf.errors import StoreError
from beleidsgraaf.rdf.presets import Preset

USER, PASSWORD, TOKEN = "BELEIDSGRAAF_STORE_USER", "BELEIDSGRAAF_STORE_PASSWORD", "BELEIDSGRAAF_STORE_TOKEN"
"""Environment variables that hold credentials."""

PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Statuses that may pass; 500 is among them because stores answer it to a transaction that lost a race."""

_LONGEST_WAIT = 30.0


class PassingError(Exception):
    """A fault that may pass: no connection, a cut one, a busy server.

    Args:
        message: what happened.
        status: HTTP status where there was one.
        after: seconds the server asks to wait.
    """

    def __init__(self, message: str, *, status: int | None = None, after: float = 0.0) -> None:
        super().__init__(message)
        self.status = status
        self.after = after


class TooLargeError(Exception):
    """The store takes no request of that size."""


class Endpoint:
    """A triple store.

    Args:
        url: its URL, without credentials.
        preset: what is particular to it.
        timeout: seconds for one request.
        attempts: how often a request is tried.
        wait: seconds before the second attempt; each later one waits twice as long.
        plain: whether a password may go over plain HTTP to another machine.
        transport: carries the requests, HTTP by default.

    Raises:
        StoreError: the URL is none, or holds a password.
    """

    def __init__(
        self,
        url: str,
        preset: Preset,
        *,
        timeout: float = 300.0,
        attempts: int = 6,
        wait: float = 0.5,
        plain: bool = False,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self.url, self.preset, self.attempts, self.wait = url.rstrip("/"), preset, attempts, wait
        parts = urlsplit(self.url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise StoreError(f"{url} is no URL of a store; expected something like {preset.example}.", endpoint=url)
        if parts.username or parts.password:
            bare = parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
            message = f"The URL holds a user or a password; give {bare}, and the credentials in {USER} and {PASSWORD} or in ~/.netrc."
            raise StoreError(message, endpoint=bare)
        local = is_loopback(parts.hostname)
        credentials = _Credentials(self.url, allowed=plain or local or parts.scheme == "https")
        # A proxy of the environment is for other machines: asking it for this one would send the graph away.
        self._client = httpx.Client(
            auth=credentials, timeout=httpx.Timeout(timeout, connect=10.0), trust_env=not local, transport=transport
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def put(self, graph: str, turtle: bytes) -> None:
        """Make a named graph hold exactly these triples."""
        self._graph("PUT", graph, turtle)

    def post(self, graph: str, turtle: bytes) -> None:
        """Add triples to a named graph."""
        self._graph("POST", graph, turtle)

    def delete(self, graph: str) -> None:
        """Remove a named graph; it need not be there."""
        if self.preset.graphs is None:
            self.update(f"DROP SILENT GRAPH <{graph}>")
        else:
            self._graph("DELETE", graph, None)

    def _graph(self, method: str, graph: str, turtle: bytes | None) -> None:
        """Send a request by the Graph Store Protocol."""
        url = self.url + (self.preset.graphs or "")
        # N-Triples is Turtle, and Turtle is the one format that every store takes there.
        headers = {"Content-Type": "text/turtle"} if turtle is not None else {}
        self._send(method, url, params={self.preset.parameter: graph}, content=turtle, headers=headers, absent=method == "DELETE")

    def update(self, update: str) -> None:
        """Carry out a SPARQL Update."""
        self._send("POST", self.url + self.preset.update, content=update.encode(), headers={"Content-Type": "application/sparql-update"})

    def query(self, query: str) -> list[dict[str, str]]:
        """Answer a SELECT.

        Returns:
            For each row, the text of each variable that has a value.

        Raises:
            StoreError: the store refused, failed, or cut the result.
        """
        # Sent as a form: Virtuoso 7.2.5 never answers a query sent as application/sparql-query.
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/sparql-results+json"}
        answer = self._send("POST", self.url + self.preset.query, content=urlencode({"query": query}).encode(), headers=headers)
        try:
            rows = answer.json()["results"]["bindings"]
            found = [{name: value["value"] for name, value in row.items()} for row in rows]
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            message = f"{self.url} answered a query with something that is no SPARQL result; is this the URL of {self.preset.title}?"
            raise StoreError(message, endpoint=self.url, status=answer.status_code) from error
        if answer.headers.get("X-SPARQL-MaxRows") and len(found) >= int(answer.headers["X-SPARQL-MaxRows"]):
            raise StoreError(f"{self.url} cut the result at {len(found)} rows; raise ResultSetMaxRows.", endpoint=self.url)
        return found

    def _send(
        self,
        method: str,
        url: str,
        *,
        content: bytes | None = None,
        headers: dict[str, str] | None = None,
        params: dict[str, str] | None = None,
        absent: bool = False,
    ) -> httpx.Response:
        """Send a request, again while faults may pass.

        Args:
            method, url, content, headers, params: the request.
            absent: whether 404 is well too.

        Raises:
            StoreError: the store refused, or the fault did not pass.
            TooLargeError: the store takes no request of that size.
        """
        retrying = Retrying(
            stop=stop_after_attempt(self.attempts),
            retry=retry_if_exception_type(PassingError),
            wait=_waiting(self.wait),
            reraise=True,
        )
        try:
            return retrying(self._once, method, url, content=content, headers=headers or {}, params=params or {}, absent=absent)
        except PassingError as fault:
            message = f"{self.url} {fault}, {self.attempts} times; run the command again when the store is well: what is loaded stays."
            raise StoreError(message, endpoint=self.url, status=fault.status) from fault

    def _once(
        self, method: str, url: str, *, content: bytes | None, headers: dict[str, str], params: dict[str, str], absent: bool
    ) -> httpx.Response:
        try:
            answer = self._client.request(method, url, params=params or None, content=content, headers=headers)
        except httpx.TransportError as error:
            raise PassingError(f"could not be reached or broke off ({_reason(error)})") from error
        except httpx.InvalidURL as error:
            raise StoreError(f"{self.url} is no URL: {error}.", endpoint=self.url) from error
        status = answer.status_code
        if answer.is_success or (absent and status == 404):
            return answer
        if status == 413:
            raise TooLargeError
        if status in PASSING and not _final(answer):
            raise PassingError(f"answered {status} {answer.reason_phrase}{_said(answer)}", status=status, after=_after(answer))
        raise StoreError(f"{self.url} {self._refusal(answer, method)}", endpoint=self.url, status=status)

    def _refusal(self, answer: httpx.Response, method: str) -> str:
        """Return what a refusal means and what to do."""
        status, said = answer.status_code, _said(answer)
        if status == 401:
            given = f"the user and password in {USER} and {PASSWORD} or ~/.netrc, or the token in {TOKEN}"
            return f"wants a user and a password, or those given are wrong (401); check {given}."
        if status == 403:
            return f"does not allow {method} (403){said}: the store is read-only, or this user may not write."
        if status in (404, 405, 501):
            return f"has no such service ({status}){said}; is this the URL of {self.preset.title}, such as {self.preset.example}?"
        if 300 <= status < 400:
            return f"sends elsewhere ({status} to {answer.headers.get('Location', 'nowhere')}); give that URL if you trust it."
        return f"answered {method} with {status} {answer.reason_phrase}{said}."


class _Credentials(httpx.Auth):
    """Answers a store that asks for a password, by basic or digest as it asks, from the environment or netrc; a token is sent at once.

    Args:
        url: URL of the store.
        allowed: whether a password may be sent: the way is encrypted, or does not leave this machine.
    """

    requires_request_body = True

    def __init__(self, url: str, *, allowed: bool) -> None:
        self._url, self._allowed = url, allowed
        self._chosen: httpx.Auth | None = None

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Send the request; when it is answered by 401, send it with what is asked."""
        if token := os.environ.get(TOKEN):
            self._check()
            request.headers["Authorization"] = f"Bearer {token}"
            yield request
            return
        if self._chosen is not None:
            yield from self._chosen.auth_flow(request)
            return
        answer = yield request
        found = _credentials(urlsplit(self._url).hostname or "")
        if answer.status_code != 401 or found is None:
            return
        self._check()
        asked = " ".join(answer.headers.get_list("www-authenticate")).lower()
        self._chosen = httpx.DigestAuth(*found) if "digest" in asked else httpx.BasicAuth(*found)
        yield from self._chosen.auth_flow(request)

    def _check(self) -> None:
        if not self._allowed:
            message = f"{self._url} would get the password over plain HTTP; use https, or say --plain-http if the network is yours."
            raise StoreError(message, endpoint=self._url)


def _credentials(host: str) -> tuple[str, str] | None:
    """Return user and password for a host, ``None`` when none are known.

    Raises:
        StoreError: the netrc file is broken.
    """
    if user := os.environ.get(USER):
        return user, os.environ.get(PASSWORD, "")
    try:
        found = netrc.netrc(os.environ.get("NETRC")).authenticators(host)
    except FileNotFoundError:
        return None
    except (netrc.NetrcParseError, OSError) as error:
        raise StoreError(f"The netrc file cannot be used: {error}.", endpoint=host) from error
    return (found[0], found[2] or "") if found else None


def is_loopback(host: str) -> bool:
    """Return whether a host name is this machine and no other.

    >>> is_loopback("127.0.0.1"), is_loopback("localhost"), is_loopback("0.0.0.0")
    (True, True, False)
    """
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost" or host.lower().endswith(".localhost")


def _waiting(first: float) -> Callable[[RetryCallState], float]:
    """Return how long to wait before the next attempt: twice as long each time, or as the server asks."""
    backoff = wait_exponential(multiplier=first, max=_LONGEST_WAIT) + wait_random(0, first)

    def wait(state: RetryCallState) -> float:
        fault = state.outcome.exception() if state.outcome else None
        asked = fault.after if isinstance(fault, PassingError) else 0.0
        return min(max(asked, backoff(state)), _LONGEST_WAIT)

    return wait


def _after(answer: httpx.Response) -> float:
    asked = answer.headers.get("Retry-After", "")
    return float(asked) if re.fullmatch(r"\d+(\.\d+)?", asked) else 0.0


def _said(answer: httpx.Response) -> str:
    """Return the first words of what the server says, cleaned of layout."""
    kind = answer.headers.get("Content-Type", "")
    text = re.sub(r"<[^>]*>", " ", answer.text) if "html" in kind else answer.text
    words = " ".join("".join(sign if sign.isprintable() else " " for sign in text[:2000]).split())[:200]
    return f": {words}" if words else ""


def _final(answer: httpx.Response) -> bool:
    """Return whether a 500 tells a fault that waiting does not mend."""
    return answer.status_code == 500 and bool(
        re.search(r"no space left|disk full|SR553|SP03\d|SR186|permission", answer.text, re.IGNORECASE)
    )


def _reason(error: httpx.TransportError) -> str:
    if isinstance(error, httpx.TimeoutException):
        return "no answer in time"
    return str(error) or type(error).__name__
