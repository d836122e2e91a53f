"""A real Elasticsearch of one's own: started, killed and started again, gone at the end."""

from __future__ import annotations

import base64
import fcntl
import hashlib
import http.client
import json
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from server import distribution

HOST = "127.0.0.1"
USER = "cancu"  # `elastic` gets its password from a keystore, which takes another Java to write
START_SECONDS = 180.0  # 15 on a free machine
LOG_TAIL = 4_000  # characters
RETRY_SECONDS = 0.1

# Java's start-up is shorter without its optimising compiler; what it compiles is slower, so benchmarks have it.
QUICK = ("-XX:TieredStopAtLevel=1",)

LOGGING = """\
status = error
appender.console.type = Console
appender.console.name = console
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = [%d{ISO8601}][%-5p][%c{1.}] %m%n
rootLogger.level = info
rootLogger.appenderRef.console.ref = console
"""

# The shell becomes the server's launcher. Its child kills them all when the pipe breaks that this process holds: a test
# run that is killed leaves no server behind.
LIFELINE = 'exec 3<&0 </dev/null; (read -r _ <&3; kill -KILL 0) >/dev/null 2>&1 & exec "$@" 3<&-'


class NotStarted(Exception):
    """The server ended before it answered, or did not answer in time; with the tail of its log."""


@dataclass(frozen=True, slots=True)
class Settings:
    """`password` of the superuser `cancu`; None: no security, anybody may do everything."""

    heap_mb: int = 512
    quick: bool = True
    password: str | None = None


@dataclass(slots=True)
class Server:
    """One node with its data in `folder`; the port is its own from the first start on."""

    folder: Path
    home: Path
    java: Path
    settings: Settings = Settings()
    port: int = 0
    _process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    @property
    def url(self) -> str:
        password = self.settings.password
        return f"http://{f'{USER}:{password}@' if password else ''}{HOST}:{self.port}"

    def start(self) -> None:
        """Start on the data that is there; returns when the server is healthy. Raises NotStarted."""
        assert self._process is None, "it runs"
        _configure(self)
        ports = self.folder / "logs" / "http.ports"  # written by the server when it listens
        ports.unlink(missing_ok=True)
        self._process = _launch(self)
        try:
            self._await_health(ports)
        except BaseException:
            self.kill()
            raise

    def kill(self) -> None:
        """What `kill -9` does. Returns when all of it is gone and its data is unlocked."""
        if (process := self._process) is None:
            return
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        assert process.stdin
        process.stdin.close()
        with self._log.open("rb") as log:  # every process that can write to it shares its lock
            fcntl.flock(log, fcntl.LOCK_EX)
        self._process = None

    @property
    def _log(self) -> Path:
        return self.folder / "server.log"

    def _await_health(self, ports: Path) -> None:
        assert self._process
        limit = time.monotonic() + START_SECONDS
        while time.monotonic() < limit:
            if ports.is_file():
                self.port = int(ports.read_text().split()[0].rpartition(":")[2])
                if _is_healthy(self):
                    return
            try:
                self._process.wait(RETRY_SECONDS)
            except subprocess.TimeoutExpired:
                continue
            raise NotStarted(f"it ended with exit code {self._process.returncode}:\n{self._said()}")
        raise NotStarted(f"it was not healthy after {START_SECONDS:.0f} s:\n{self._said()}")

    def _said(self) -> str:
        return self._log.read_text("utf-8", errors="replace")[-LOG_TAIL:]


@contextmanager
def serving(settings: Settings = Settings()) -> Iterator[Server]:
    """A server of one's own with no data. Raises distribution.Unavailable, NotStarted."""
    java, home = distribution.java(), distribution.home()
    with tempfile.TemporaryDirectory(prefix="cancu-elasticsearch-", dir=_place()) as folder:
        server = Server(Path(folder), home, java, settings)
        _lay_out(server)
        try:
            server.start()
            yield server
        finally:
            server.kill()


@contextmanager
def running(heap_mb: int = 512, *, quick: bool = True) -> Iterator[str]:
    """The address of such a server."""
    with serving(Settings(heap_mb, quick)) as server:
        yield server.url


def _user() -> pwd.struct_passwd | None:
    """Elasticsearch refuses to run as root; None: it runs as who we are."""
    return pwd.getpwnam("nobody") if os.geteuid() == 0 else None


def _place() -> Path:
    place = Path(tempfile.gettempdir()).resolve()
    return place if _user() is None or _may_enter(place) else Path("/tmp")


def _may_enter(folder: Path) -> bool:
    """Whether anybody may."""
    return all(place.stat().st_mode & 0o001 for place in (folder, *folder.parents))


def _lay_out(server: Server) -> None:
    for name in ("config", "data", "logs", "tmp"):
        (server.folder / name).mkdir()
    if user := _user():
        if not _may_enter(server.home):
            server.home = Path(shutil.copytree(server.home, server.folder / "home"))
        for path in (server.folder, *server.folder.rglob("*")):
            os.chown(path, user.pw_uid, user.pw_gid)


def _configure(server: Server) -> None:
    heap = server.settings.heap_mb
    options = (f"-Xms{heap}m", f"-Xmx{heap}m", "-XX:-AlwaysPreTouch", "-Djava.io.tmpdir=${ES_TMPDIR}")
    node: dict[str, str | int | bool] = {
        "cluster.name": "cancu-tests",
        "cluster.routing.allocation.disk.threshold_enabled": False,  # else a full disk stops the tests
        "discovery.type": "single-node",
        "http.host": HOST,
        "http.port": server.port,
        "node.name": "cancu-tests",
        "node.portsfile": True,
        "path.data": str(server.folder / "data"),
        "path.logs": str(server.folder / "logs"),
        "transport.host": HOST,
        "transport.port": 0,
        "xpack.security.enabled": server.settings.password is not None,
    }
    files = {
        "elasticsearch.yml": "".join(f"{name}: {json.dumps(value)}\n" for name, value in node.items()),
        "jvm.options": "\n".join((*options, *(QUICK if server.settings.quick else ()))),
        "log4j2.properties": LOGGING,
    }
    if password := server.settings.password:
        files |= {"users": f"{USER}:{_hashed(password)}\n", "users_roles": f"superuser:{USER}\n"}
    for name, text in files.items():
        (server.folder / "config" / name).write_text(text, "utf-8")


def _hashed(password: str) -> str:
    """In a form that the server's file of users may have, of those that Python can make."""
    salt, rounds = os.urandom(16), 10_000
    key = hashlib.pbkdf2_hmac("sha512", password.encode(), salt, rounds, 32)
    return f"{{PBKDF2}}{rounds}${base64.b64encode(salt).decode()}${base64.b64encode(key).decode()}"


def _launch(server: Server) -> subprocess.Popen[bytes]:
    """The launcher of Elasticsearch's own start script; the server is its child."""
    folder, home, user = server.folder, server.home, _user()
    properties = {
        "cli.name": "server",
        "cli.script": home / "bin" / "elasticsearch",
        "cli.libs": "lib/tools/server-cli",
        "es.path.home": home,
        "es.path.conf": folder / "config",
        "es.distribution.type": "zip",
        "es.java.type": "JAVA_HOME",
    }
    launcher = [
        *(str(server.java / "bin" / "java"), "-Xmx64m", "-XX:+UseSerialGC"),
        *(f"-D{name}={value}" for name, value in properties.items()),
        *("-cp", f"{home}/lib/*:{home}/lib/cli-launcher/*", "org.elasticsearch.launcher.CliToolLauncher"),
    ]
    with (folder / "server.log").open("ab") as log:
        fcntl.flock(log, fcntl.LOCK_EX)
        return subprocess.Popen(
            ["sh", "-c", LIFELINE, "sh", *launcher],
            cwd=home,
            env={"PATH": os.defpath, "HOME": str(folder), "ES_TMPDIR": str(folder / "tmp")},
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=log,
            start_new_session=True,  # Ctrl-C is for the tests: they stop the server
            user=user.pw_uid if user else None,
            group=user.pw_gid if user else None,
            extra_groups=[] if user else None,
        )


def _is_healthy(server: Server) -> bool:
    connection = http.client.HTTPConnection(HOST, server.port, timeout=10)
    token = base64.b64encode(f"{USER}:{server.settings.password}".encode()).decode()
    headers = {"Authorization": f"Basic {token}"} if server.settings.password else {}
    try:
        connection.request("GET", "/_cluster/health?wait_for_status=yellow&timeout=5s", headers=headers)
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
