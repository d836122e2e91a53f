"""The command line: parse, build one Config, call one function, print."""

from __future__ import annotations

import getpass
import shutil
import sys
from collections.abc import Callable
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cancu.pipeline import config
from cancu.pipeline.config import Config
from cancu.pipeline.errors import CancuError, InvalidQuery
from cancu.pipeline.printable import printable

if TYPE_CHECKING:
    from cancu.index.archive import Archive

FAILED = 1  # exit code: some files of a run could not be read, or a number was not found

_TRACES = ("text", "json", "mermaid", "dot", "graphml", "html", "svg")

_json = click.option("--json", "as_json", is_flag=True, help="Print JSON (docs/answers.md) instead of text.")


class _Path(click.Path):
    """A path; the empty string, which Python takes for the current folder, is none."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if value == "":
            self.fail("the path is empty", param, ctx)
        return super().convert(value, param, ctx)


_path = _Path(path_type=Path)
_limit = click.option("--limit", default=10, show_default=True, type=click.IntRange(min=1), help="Hits to show.")
_offset = click.option("--offset", default=0, type=click.IntRange(min=0), help="Hits to pass over.")
_files = click.argument("files", nargs=-1, required=True, metavar="FILE...", type=_path)
_file = click.argument("file", type=_path)


def _example(*lines: str) -> str:
    """The epilog of a command: an example to copy."""
    return "\b\nExample:\n" + "\n".join(f"  {line}" for line in lines)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="cancu")
@click.option(
    "--archive",
    type=_path,
    metavar="FOLDER",
    help="The archive. Default: $CANCU_ARCHIVE, else ./archive.",
)
@click.pass_context
def cli(context: click.Context, archive: Path | None) -> None:
    """Căn Cứ: tag, search, trace and deduplicate Vietnamese administrative documents."""
    context.obj = config.load(archive)


@cli.command(
    epilog=_example(
        "cancu tag ke-hoach.pdf", "cancu tag --json *.txt > records.jsonl", "cancu tag --json --boxes scan.pdf"
    )
)
@_files
@_json
@click.option("--keywords", is_flag=True, help="Segment words and add keywords (several times slower).")
@click.option("--boxes", is_flag=True, help="With --json: on which page and where each field stands.")
@click.pass_obj
def tag(settings: Config, files: tuple[Path, ...], as_json: bool, keywords: bool, boxes: bool) -> None:
    """Tag documents: number, date, issuer, references, dates, targets. Needs no archive."""
    from cancu.index import printed
    from cancu.pipeline import ingest, record

    if boxes and not as_json:
        raise click.UsageError("--boxes needs --json: boxes are for programs")
    settings = replace(settings, boxes=boxes)
    failed: list[CancuError] = []
    for path in files:
        try:
            tagged = ingest.tag(path, settings, keywords)
        except CancuError as error:
            if len(files) == 1:
                raise
            failed.append(error)
            click.echo(f"cancu: {error}", err=True)
            continue
        if as_json:
            click.echo(record.to_json(tagged))
        else:
            _show(printed.record(tagged))
    if failed:
        sys.exit(FAILED)


@cli.command(epilog=_example("cancu text scan.pdf > scan.txt"))
@_file
@click.pass_obj
def text(settings: Config, file: Path) -> None:
    """Print the text of a file, by OCR where needed. Spans of records count in exactly this text."""
    from cancu.extractors.discover import load
    from cancu.pipeline import ingest

    read = ingest.read(load(file, settings), settings)
    for warning in read.warnings:
        click.echo(f"cancu: {printable(file)}: {warning}", err=True)
    click.echo(read.value, nl=False)


@cli.command(epilog=_example("cancu ingest ~/cong-van", "cancu --archive kho ingest a.pdf b.txt"))
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=_path)
@_json
@click.option("--keywords/--no-keywords", default=True, help="Fill in keywords after storing. Default: yes.")
@click.pass_obj
def ingest(settings: Config, paths: tuple[Path, ...], as_json: bool, keywords: bool) -> None:
    """Store files and folders (recursively) in the archive. What is there already is recognised."""
    from cancu.index import answers, printed
    from cancu.pipeline import ingest as flow

    found = flow.candidates(paths)
    outcomes: list[answers.FileOutcome] = []
    with _open(settings, create=True) as archive:
        try:
            with click.progressbar(found, label="Nạp văn bản", file=sys.stderr) as bar:
                flow.ingest(bar, archive, settings, outcomes.append)
        finally:  # also of a run that was interrupted: what was stored is told, and found from now on
            answer = answers.ingest(outcomes, archive.catalogue.decisions.waiting())
            _print(answer, as_json, printed.ingest)
            archive.drain()
        if keywords:
            with click.progressbar(length=flow.without_keywords(archive), label="Tìm từ khóa", file=sys.stderr) as bar:
                flow.fill_keywords(archive, lambda: bar.update(1))
    if answer["quarantined"]:
        sys.exit(FAILED)


def _asked(context: click.Context, _: click.Parameter, words: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a query: a dash before one excludes it, two are an option that is not there."""
    if "-h" in words:
        click.echo(context.get_help())
        context.exit()
    known = [name for parameter in context.command.params for name in parameter.opts]
    for word in words:
        if word.startswith("--") and word.strip("-"):
            raise click.NoSuchOption(word, possibilities=get_close_matches(word, known), ctx=context)
    return words


@cli.command(
    # A short option would be looked for in `-hội`.
    context_settings={"ignore_unknown_options": True, "help_option_names": ["--help"]},
    epilog=_example("cancu search thi dua yeu nuoc", "cancu search '\"đổi mới tổ chức\" cites:02-NQ/TW' --from 2022"),
)
@click.argument("query", nargs=-1, callback=_asked)
@click.option("--kind", metavar="KIND", help="Only this kind: 'Kế hoạch' or KH.")
@click.option("--issuer", metavar="WORDS", help="Only issuers whose name has these words.")
@click.option("--from", "date_from", metavar="DATE", help="Issued on or after: 2022, 2022-05, 17/5/2022.")
@click.option("--to", "date_to", metavar="DATE", help="Issued on or before.")
@click.option("--cites", metavar="NUMBER", help="Only documents that cite this number, in any spelling.")
@click.option("--sort", default="rank", type=click.Choice(("rank", "newest", "oldest")), help="Default: best first.")
@click.option("--facets", is_flag=True, help="Show what the hits have in common: kinds, issuers, years ...")
@_limit
@_offset
@_json
@click.pass_obj
def search(  # its options
    settings: Config, /, query: tuple[str, ...], sort: str, facets: bool, as_json: bool, **options: Any
) -> None:
    """Search full text and numbers, typed with or without marks (docs/searching.md)."""
    from cancu.index import printed
    from cancu.index.clause import Order
    from cancu.index.query.parser import parse

    asked = parse(" ".join(query), order=Order(sort), **options)
    with _open(settings) as archive:
        answer = archive.search(asked)
    _print(answer, as_json, printed.search)
    if facets and not as_json:
        _show("\n" + printed.facets(answer))
    if asked.number is not None and not answer["total"]:
        sys.exit(FAILED)


@cli.command(epilog=_example("cancu similar 39/KH-CĐYT"))
@click.argument("name", metavar="ID|NUMBER")
@_limit
@_offset
@_json
@click.pass_obj
def similar(settings: Config, name: str, limit: int, offset: int, as_json: bool) -> None:
    """Documents like one that is held: last year's plan, the neighbour's."""
    from cancu.index import printed

    with _open(settings) as archive:
        answer = archive.similar(name, limit, offset)
    _print(answer, as_json, printed.similar)


@cli.command(epilog=_example("cancu show 39/KH-CĐYT", "cancu show 39khcdyt --json"))
@click.argument("name", metavar="ID|NUMBER")
@_json
@click.pass_obj
def show(settings: Config, name: str, as_json: bool) -> None:
    """Show the record of a document that is held."""
    from cancu.index import printed
    from cancu.pipeline import record

    with _open(settings) as archive:
        held = archive.held(name)
        files = archive.files_of(held.document.id)
    if as_json:
        click.echo(record.to_json(held.record))
    else:
        _show(printed.record(held.record, files))


@cli.command(
    epilog=_example(
        "cancu trace 39/KH-CĐYT --relation căn_cứ --relation thực_hiện",
        "cancu trace 02-NQ/TW --down --depth 4 --format svg --output 02-nq-tw.svg",
    )
)
@click.argument("name", metavar="ID|NUMBER")
@click.option("--up/--down", "up", default=True, help="What it rests on (up, the default), or what rests on it.")
@click.option("--depth", default=2, show_default=True, type=click.IntRange(min=1), help="Steps to follow.")
@click.option("--relation", "relations", metavar="NAME", multiple=True, help="Only this: thực_hiện, căn_cứ ...")
@click.option("--limit", default=100, show_default=True, type=click.IntRange(min=2), help="Documents to show at most.")
@click.option("--format", "form", type=click.Choice(_TRACES), help="Text (the default), JSON, or a picture.")
@click.option("--output", type=_path, metavar="FILE", help="Write the answer to this file instead of printing it.")
@_json
@click.pass_obj
def trace(  # its options
    settings: Config, /, name: str, form: str | None, output: Path | None, as_json: bool, **options: Any
) -> None:
    """Follow the references of a document, also through documents that are cited but not held (docs/pictures.md)."""
    from cancu.index import printed

    if as_json and form not in (None, "json"):
        raise click.UsageError(f"--json and --format {form} ask for two answers: name one")
    with _open(settings) as archive:
        answer = archive.trace(name, **options)
    form = "json" if as_json else form or "text"
    if output is None and form in ("text", "json"):
        _print(answer, form == "json", printed.trace)
    elif output is None:
        click.echo(_rendered(answer, form), nl=False)
    else:
        _write(output, _rendered(answer, form))


@cli.command(epilog=_example("cancu path 39/KH-CĐYT 02-NQ/TW"))
@click.argument("start", metavar="ID|NUMBER")
@click.argument("end", metavar="ID|NUMBER")
@_json
@click.pass_obj
def path(settings: Config, start: str, end: str, as_json: bool) -> None:
    """How one document reaches another that it rests on: a plan its directive."""
    from cancu.index.questions import printed

    with _open(settings) as archive:
        answer = archive.path(start, end)
    _print(answer, as_json, printed.path)


@cli.command("cited-by", epilog=_example("cancu cited-by 02-NQ/TW", "cancu cited-by 'Luật Thi đua, khen thưởng'"))
@click.argument("name", metavar="ID|NUMBER")
@_limit
@_offset
@_json
@click.pass_obj
def cited_by(settings: Config, name: str, limit: int, offset: int, as_json: bool) -> None:
    """Which documents name this one, of the newest papers first."""
    from cancu.index.questions import printed

    with _open(settings) as archive:
        answer = archive.cited_by(name, limit, offset)
    _print(answer, as_json, printed.cited_by)


@cli.command(epilog=_example("cancu cites 39/KH-CĐYT"))
@click.argument("name", metavar="ID|NUMBER")
@_json
@click.pass_obj
def cites(settings: Config, name: str, as_json: bool) -> None:
    """Which documents this one names, with the sentences."""
    from cancu.index.questions import printed

    with _open(settings) as archive:
        answer = archive.cites(name)
    _print(answer, as_json, printed.cites)


@cli.command(epilog=_example("cancu coverage 02-NQ/TW", "cancu coverage 11/KH-LĐLĐ --expected cong-doan.txt"))
@click.argument("name", metavar="ID|NUMBER")
@click.option(
    "--expected",
    type=_path,
    metavar="FILE",
    help="Bodies that should carry it out, one a line. Default: to-chuc.txt in the archive, else its recipients.",
)
@_json
@click.pass_obj
def coverage(settings: Config, name: str, expected: Path | None, as_json: bool) -> None:
    """Which bodies have a document that carries this one out, since when, and which expected ones have none."""
    from cancu.index.questions import printed

    with _open(settings) as archive:
        answer = archive.coverage(name, expected)
    _print(answer, as_json, printed.coverage)


@cli.command(epilog=_example("cancu missing", "cancu missing --issuer 'Tổng Liên đoàn' --limit 30"))
@click.option("--issuer", metavar="WORDS", help="Only of issuers whose name has these words.")
@_limit
@_offset
@_json
@click.pass_obj
def missing(settings: Config, issuer: str | None, limit: int, offset: int, as_json: bool) -> None:
    """What is cited but not in the archive, and whom to ask for it; what most documents cite comes first."""
    from cancu.index.questions import printed

    with _open(settings) as archive:
        answer = archive.missing(issuer, limit, offset)
    _print(answer, as_json, printed.missing)


@cli.command(epilog=_example("cancu lint 39/KH-CĐYT", "cancu lint --json > vien-dan.json"))
@click.argument("name", metavar="[ID|NUMBER]", required=False)
@_json
@click.pass_obj
def lint(settings: Config, name: str | None, as_json: bool) -> None:
    """What to look at in the citations of one document, or of all: dates, titles, what was replaced."""
    from cancu.index.questions import printed

    with _open(settings) as archive:
        answer = archive.lint(name)
    _print(answer, as_json, printed.lint)


@cli.command(epilog=_example("cancu duplicates cong-van-den.pdf", "cancu duplicates"))
@click.argument("file", required=False, type=_path)
@_json
@click.pass_obj
def duplicates(settings: Config, file: Path | None, as_json: bool) -> None:
    """Is FILE in the archive already? Without FILE: what the archive holds more than once."""
    from cancu.index.duplicates import answers, printed

    with _open(settings) as archive:
        if file is None:
            _print(archive.groups(), as_json, printed.groups)
            return
        from cancu.pipeline import ingest

        answer = answers.duplicates(printable(file), ingest.compare(file, archive, settings))
    _print(answer, as_json, printed.duplicates)


@cli.command(
    epilog=_example(
        "cancu review", "cancu review 3f9a12bc --same --by 'Lê Thị Hoa'", "cancu review a.pdf b.pdf --different"
    )
)
@click.argument("pair", nargs=-1, metavar="[ID | FILE FILE]")
@click.option("--same", is_flag=True, help="They are files of one document.")
@click.option("--different", is_flag=True, help="They are different documents.")
@click.option("--sibling", is_flag=True, help="Different documents, made from one form.")
@click.option("--by", "person", metavar="NAME", help="Who decides. Default: your login name.")
@click.option("--undo", is_flag=True, help="Take the decision on ID back.")
@click.option("--decided", is_flag=True, help="List what was decided, by whom and when.")
@_json
@click.pass_obj
def review(settings: Config, /, pair: tuple[str, ...], person: str | None, as_json: bool, **flags: bool) -> None:
    """Pairs of files of which the rules cannot tell whether they are one document: list them, decide, undo.

    Two FILEs that are in the archive can be decided on whether they were asked or not.
    """
    from cancu.index.duplicates import worklist
    from cancu.index.duplicates.decisions import Choice

    asked = [flag for flag, given in flags.items() if given]
    decides = bool(asked) and not flags["decided"]
    if len(asked) > 1 or (decides and not pair) or len(pair) > (2 if decides else not asked):
        raise click.UsageError("give an ID, or two FILEs, with one of --same, --different, --sibling, --undo")
    with _open(settings) as archive:
        if not decides:
            answer = archive.decided() if asked else archive.review(*pair)
            _print(answer, as_json, worklist.decisions if asked else worklist.pairs)
            return
        which = _contents(pair, settings) if len(pair) > 1 else pair[0]
        answer = archive.undo(which) if flags["undo"] else archive.decide(which, Choice(asked[0]), _person(person))
        _print(answer, as_json, worklist.done)
        archive.drain()


def _contents(files: tuple[str, ...], settings: Config) -> tuple[str, str]:
    from cancu.extractors.discover import load

    one, other = (load(Path(file), settings).sha256 for file in files)
    return one, other


def _person(name: str | None) -> str:
    """Who decides: as given, else as logged in."""
    if name is not None and not name.strip():
        raise click.BadParameter("the name is empty", param_hint="--by")
    try:
        return printable(name or getpass.getuser())
    except (ImportError, KeyError, OSError) as error:
        raise click.UsageError("your login name is not known: say who decides with --by NAME") from error


@cli.command(epilog=_example("cancu targets", "cancu targets 39/KH-CĐYT"))
@click.argument("name", metavar="[ID|NUMBER]", required=False)
@_json
@click.pass_obj
def targets(settings: Config, name: str | None, as_json: bool) -> None:
    """The targets of one document, or of all."""
    from cancu.index import printed

    with _open(settings) as archive:
        answer = archive.targets(name)
    _print(answer, as_json, printed.targets)


@cli.command(epilog=_example("cancu status"))
@_json
@click.pass_obj
def status(settings: Config, as_json: bool) -> None:
    """What is in the archive, what could not be read, whether the index is up to date."""
    from cancu.index import printed

    with _open(settings) as archive:
        answer = archive.status()
    _print(answer, as_json, printed.status)


@cli.command(epilog=_example("cancu remove 39-kh-cdyt-2022-02-11-9d5a10f7"))
@click.argument("name", metavar="ID|NUMBER")
@_json
@click.pass_obj
def remove(settings: Config, name: str, as_json: bool) -> None:
    """Take a document out of the archive, at once; its originals stay, and what others say of it."""
    from cancu.index import printed

    with _open(settings) as archive:
        _print(archive.remove(name), as_json, printed.removed)
        archive.drain()


@cli.command("rescan-list", epilog=_example("cancu rescan-list", "cancu rescan-list --json"))
@_json
@click.pass_obj
def rescan_list(settings: Config, as_json: bool) -> None:
    """Pages that were read too badly to rely on: what to scan again."""
    from cancu.index import printed

    with _open(settings) as archive:
        answer = archive.rescans()
    _print(answer, as_json, printed.rescans)


@cli.command(epilog=_example("cancu reindex"))
@click.pass_obj
def reindex(settings: Config) -> None:
    """Make the full-text index anew from the catalogue; heals whatever happened to it."""
    with _open(settings) as archive:
        archive.reindex()
        count = archive.status()["index"]["documents"]
    click.echo(f"Đã lập lại chỉ mục: {count} văn bản.")


def _open(settings: Config, create: bool = False) -> Archive:
    from cancu.index.archive import Archive

    return Archive.open(settings.archive, create, settings.elasticsearch, _notice)


def _notice(files: int) -> None:
    click.echo(f"cancu: an older version made this archive: what is known of its {files} files is made anew", err=True)


def _print(answer: dict[str, Any], as_json: bool, as_text: Callable[[dict[str, Any]], str]) -> None:
    import msgspec

    if as_json:
        click.echo(msgspec.json.encode(answer))
    else:
        _show(as_text(answer))


def _rendered(answer: dict[str, Any], form: str) -> str:
    """A trace as the whole text of a file."""
    import msgspec

    from cancu.index import printed
    from cancu.index.picture import formats

    if form == "json":
        return msgspec.json.encode(answer).decode() + "\n"
    return printed.trace(answer) + "\n" if form == "text" else formats.rendered(answer, form)


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise click.BadParameter(f"{printable(path)}: {error.strerror}", param_hint="--output") from error


def _show(text: str) -> None:
    """Text on stdout, broken between words where it goes to a screen."""
    from cancu.index import printed

    on_screen = sys.stdout.isatty()
    click.echo(printed.wrapped(text, shutil.get_terminal_size().columns) if on_screen else text)


def main() -> None:
    """Entry point: our errors are one line, for a query with its place, and exit code; a bug stays a traceback."""
    try:
        cli()
    except CancuError as error:
        click.echo(f"cancu: {error}", err=True)
        if isinstance(error, InvalidQuery) and error.text is not None and error.at is not None:
            from cancu.index import printed

            click.echo(printed.pointed(error.text, error.at), err=True)
        sys.exit(error.exit_code)


if __name__ == "__main__":
    main()
