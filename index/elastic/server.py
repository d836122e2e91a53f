"""The connection to an Elasticsearch server: what goes wrong with it becomes one line that says what to do."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

import elasticsearch as vendor
from elastic_transport import ApiResponse, SerializationError, TlsError
from elasticsearch import Elasticsearch as Client

from ...pipeline.config import Elasticsearch
from ...pipeline.errors import IndexMissing, IndexUnavailable

MAJOR = 8  # of the versions that are known to answer as is expected here
BUSY = (
    HTTPStatus.TOO_MANY_REQUESTS,
    HTTPStatus.BAD_GATEWAY,
    HTTPStatus.SERVICE_UNAVAILABLE,
    HTTPStatus.GATEWAY_TIMEOUT,
)
BLOCKED = "cluster_block_exception"  # an index that may not be written to
_TOO_LARGE = (413, "action_request_validation_exception")
_PORTS = {"http": 9200, "https": 443}
_SAFE = "what is stored is safe in the catalogue"
_SHOWN = 300  # characters of what the server says


class Busy(IndexUnavailable):
    """The server has too much to do, or is just starting: the same may succeed later."""


class Oversized(IndexUnavailable):
    """The server takes no request like this one; parts of it may be taken."""


class Server:
    """A server, connected to when it is first asked. All methods raise `IndexUnavailable`."""

    def __init__(self, settings: Elasticsearch) -> None:
        self._settings = settings
        self._client: Client | None = None

    @property
    def url(self) -> str:
        """Its address without user and password."""
        scheme, at, rest = self._settings.url.rpartition("://")
        host, slash, path = rest.partition("/")
        return f"{scheme}{at}{host.rpartition('@')[2]}{slash}{path}".rstrip("/")

    def ask(self, request: Callable[[Client], ApiResponse[Any]]) -> Any:
        """The body of the answer."""
        if self._client is None:
            client = self._connected()
            with self._reported():
                version = str(client.info()["version"]["number"])
            if version.partition(".")[0] != str(MAJOR):
                client.close()
                raise IndexUnavailable(f"{self.url} is Elasticsearch {version}: cancu needs {MAJOR}.x, best 8.19")
            self._client = client
        with self._reported():
            return request(self._client).body

    def close(self) -> None:
        """Let go of the connections; the next question makes new ones."""
        client, self._client = self._client, None
        if client is not None:
            client.close()

    def _connected(self) -> Client:
        settings, address = self._settings, self._address()
        user = (unquote(address.username), unquote(address.password or "")) if address.username else None
        host = f"[{address.hostname}]" if ":" in (address.hostname or "") else address.hostname
        options: dict[str, Any] = {"api_key": settings.api_key} if settings.api_key else {"basic_auth": user}
        if address.scheme == "https" and settings.ca is not None:
            if not settings.ca.is_file():
                raise IndexUnavailable(f"there is no file {settings.ca}: correct CANCU_ELASTICSEARCH_CA")
            options["ca_certs"] = str(settings.ca)
        url = f"{address.scheme}://{host}:{address.port or _PORTS[address.scheme]}{address.path}"
        try:
            return Client(url, request_timeout=settings.timeout, max_retries=0, **options)
        except (ValueError, OSError) as error:
            raise IndexUnavailable(f"{self.url} cannot be connected to ({_line(error)})") from error

    def _address(self) -> SplitResult:
        wrong = f"CANCU_ELASTICSEARCH_URL is {self.url}, and not like http://127.0.0.1:9200"
        try:
            address = urlsplit(self._settings.url)
            known = address.scheme in _PORTS and address.hostname and address.port != 0
        except ValueError as error:
            raise IndexUnavailable(wrong) from error
        if not known:
            raise IndexUnavailable(wrong)
        return address

    @contextmanager
    def _reported(self) -> Iterator[None]:
        """What the client raises, as ours; what it warns of is for those who run the server."""
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", vendor.ElasticsearchWarning)
                yield
        except vendor.UnsupportedProductError as error:
            raise IndexUnavailable(
                f"what answers at {self.url} is not Elasticsearch: correct CANCU_ELASTICSEARCH_URL"
            ) from error
        except vendor.ApiError as error:
            raise _refusal(self.url, error.status_code, error.body) from error
        except vendor.ConnectionTimeout as error:
            raise IndexUnavailable(
                f"{self.url} did not answer within {self._settings.timeout:g} s: try again; {_SAFE}"
            ) from error
        except TlsError as error:
            raise IndexUnavailable(
                f"{self.url} shows no certificate that is trusted ({_line(error)}): "
                "name the file of its CA in CANCU_ELASTICSEARCH_CA, or write http:// if it has none"
            ) from error
        except SerializationError as error:
            raise IndexUnavailable(f"what {self.url} answers is no JSON: is it Elasticsearch?") from error
        except vendor.TransportError as error:
            raise IndexUnavailable(
                f"{self.url} cannot be reached ({_line(error)}): start the server or correct "
                f"CANCU_ELASTICSEARCH_URL; {_SAFE}"
            ) from error


def reason(error: Any) -> str:
    """What the server says is wrong, and why, in one line."""
    said: list[str] = []
    while isinstance(error, dict):
        said.append(f"{error.get('type', 'error')}: {error.get('reason') or ''}")
        error = error.get("caused_by") or _failure(error)
    return " <- ".join(dict.fromkeys(said))[:_SHOWN] if said else _line(error)


def _failure(error: dict[str, Any]) -> Any:
    """What the first part of an index that failed says."""
    failed = error.get("failed_shards")
    return failed[0].get("reason") if failed else None


def blocked(said: str) -> str:
    """Why nothing may be written, and what to do."""
    if "disk usage" in said or "read-only-allow-delete" in said or "(api)" in said:
        return f"the disk of the server is full, its index is read-only: free space, then `cancu reindex` ({said})"
    return f"the index may not be written to ({said})"


def _refusal(url: str, status: int, body: Any) -> IndexUnavailable:  # noqa: PLR0911  # one for each kind
    error = body.get("error") if isinstance(body, dict) else body
    said = reason(error)
    kind = error.get("type") if isinstance(error, dict) else None
    if kind == BLOCKED:
        return IndexUnavailable(f"{url}: {blocked(said)}; {_SAFE}")
    if status in BUSY:
        return Busy(f"{url} has too much to do or is starting (status {status}, {said}): try again; {_SAFE}")
    if status in _TOO_LARGE or kind in _TOO_LARGE:
        return Oversized(said)
    match status:
        case HTTPStatus.UNAUTHORIZED:
            return IndexUnavailable(
                f"{url} does not know the user: correct user:password in CANCU_ELASTICSEARCH_URL, or "
                "CANCU_ELASTICSEARCH_API_KEY"
            )
        case HTTPStatus.FORBIDDEN:
            return IndexUnavailable(f"{url} does not allow it: docs/elasticsearch.md names the rights ({said})")
        case HTTPStatus.NOT_FOUND:
            return IndexMissing(f"{url} has no such index: run `cancu reindex` ({said})")
        case HTTPStatus.NOT_ACCEPTABLE:  # older versions do not know the media type of this one
            return IndexUnavailable(f"{url} is no Elasticsearch {MAJOR}.x: cancu needs {MAJOR}.x, best 8.19 ({said})")
        case _:
            return IndexUnavailable(f"{url} refuses to answer (status {status}, {said})")


def _line(error: object) -> str:
    said = str(getattr(error, "message", None) or error)
    return " ".join(said.split())[:_SHOWN] or type(error).__name__
