"""Office files that LibreOffice turns into docx: Word 97–2003 (doc), OpenDocument (odt)."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import ClassVar

from ...pipeline.config import Config
from ...pipeline.errors import DamagedFile, MissingTool, TookTooLong, TooLarge
from ...pipeline.model import Page, Source
from .._exec import ToolFailed, ToolHung, run
from ..sniff import DOC, DOCX, ODT, RTF
from . import ole, package
from .docx import Docx

_TIMEOUT = 100.0  # seconds, less than a file may take; a report of a thousand pages takes ten
_PROGRAMS = ("soffice", "libreoffice")
_SUFFIXES = {DOC: ".doc", ODT: ".odt", RTF: ".rtf"}
_FILTERS = {ODT: "writer8", RTF: "Rich Text Format"}  # of a Word file it depends on the version: LibreOffice tells
_MANIFEST = "META-INF/manifest.xml"

# The program is to read what is in the file and nothing else: it runs no macro, follows no link to another file (a
# section or picture would bring in what lies on this computer), and finds a dead proxy instead of the network. Version
# 7.4 does nothing of this when it only converts; later ones might.
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
{items}
</oor:items>
"""
_ITEM = (
    '<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
)
_SET = (
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Inet/Settings", "ooInetProxyType", "1"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
    ("Inet/Settings", "ooInetNoProxy", ""),
)


@dataclass(frozen=True, slots=True)
class Office:
    """Converted in a folder of its own that is gone afterwards, then read as docx."""

    config: Config
    media_types: ClassVar[frozenset[str]] = frozenset({DOC, ODT})

    def extract(self, source: Source) -> tuple[Page, ...]:
        _check(source)
        return Docx(self.config).extract(converted(source))


def program() -> str | None:
    """Where LibreOffice is, or None."""
    return next(filter(None, map(shutil.which, _PROGRAMS)), None)


def converted(source: Source) -> Source:
    """The file as docx, under its own path. Raises `MissingTool` where LibreOffice is not installed."""
    office = program()
    if office is None:
        raise MissingTool(
            f"{source.path}: {_SUFFIXES[source.media_type]} files are read by LibreOffice, which is not here; "
            "install LibreOffice (Debian: libreoffice-writer-nogui)"
        )
    with TemporaryDirectory(prefix="cancu-office-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        given = folder / f"given{_SUFFIXES[source.media_type]}"
        given.write_bytes(source.data)
        _set_up(folder / "profile")
        command = [
            office, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore", "--nologo",
            "--nolockcheck", *_filter(source), "--convert-to", "docx",
            "--outdir", str(folder / "made"), str(given),
        ]  # fmt: skip
        try:
            run(command, folder, _TIMEOUT)
        except ToolHung as error:
            raise TookTooLong(
                f"{source.path}: LibreOffice was not done with it in {_TIMEOUT:.0f} s; save it as PDF and read that"
            ) from error
        except ToolFailed as error:
            raise _damaged(source) from error
        return replace(source, data=_made(folder / "made" / "given.docx", source), media_type=DOCX)


def _filter(source: Source) -> list[str]:
    name = _FILTERS.get(source.media_type)
    return [f"--infilter={name}"] if name else []


def _set_up(profile: Path) -> None:
    items = "\n".join(_ITEM.format(path=path, name=name, value=value) for path, name, value in _SET)
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS.format(items=items), "utf-8")


def _made(path: Path, source: Source) -> bytes:
    """What LibreOffice wrote; it ends with success when it could not read the file too."""
    if not path.is_file():
        raise _damaged(source)
    if path.stat().st_size > package.MOST_UNPACKED:
        raise TooLarge(f"{source.path}: as docx it has {path.stat().st_size:,} bytes; split it, or save it as PDF")
    return path.read_bytes()


def _damaged(source: Source) -> DamagedFile:
    return DamagedFile(f"{source.path}: LibreOffice cannot read it, so it is damaged; get it again from where it came")


def _check(source: Source) -> None:
    """What can be told without LibreOffice: passwords, and packages that would unpack to too much."""
    if source.media_type == DOC:
        compound = ole.read(source.data)
        if compound is None or "WordDocument" not in compound.streams:
            raise DamagedFile(f"{source.path}: the Word file is damaged; get it again from where it came")
        if compound.is_encrypted_word:
            raise package.encrypted(source.path)
        return
    opened = package.opened(source)
    if _MANIFEST in opened and b"encryption-data" in opened.data(_MANIFEST):
        raise package.encrypted(source.path)
    if "content.xml" not in opened:
        raise DamagedFile(f"{source.path}: the ODT file has no content in it; get it again from where it came")
    for name in ("content.xml", "styles.xml"):
        if name in opened:
            opened.checked(name)
