"""What a person searches for, read from what they typed."""

from __future__ import annotations

import calendar
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from ..pipeline import symbol
from ..pipeline.errors import InvalidQuery
from ..pipeline.vietnamese import exact, folded_words, word_spans
from ..pipeline.vocabulary import kind_codes, kind_names

MAX_WORDS = 200
_MAX_NUMBER_WORDS = 6  # 123/2019/TTLT-BTC-BNV has five
_QUOTED = r""" "([^"]*)" | “([^”]*)” """
_SPECIAL = re.compile(rf"(?<!\S)(cites:)(?:{_QUOTED}|(\S*)) | {_QUOTED}", re.VERBOSE | re.IGNORECASE)
_QUOTE = re.compile('["“”]')
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_PRINTED_DATE = re.compile(r"(?:(\d{1,2})/)?(\d{1,2})/(\d{4})")


@dataclass(frozen=True, slots=True)
class NumberRun:
    """Words `[start, end)` of a query that together may be a document number, as `symbol.compact`."""

    compact: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked for; `text` is what was typed.

    Words and phrases are normalised by `vietnamese.exact`, numbers by `symbol.compact`; dates are ISO, maybe partial.
    """

    text: str = ""
    words: tuple[str, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    numbers: tuple[NumberRun, ...] = ()
    cites: tuple[str, ...] = ()
    kind: str | None = None
    issuer: str | None = None
    date_from: str | None = None
    date_to: str | None = None
    limit: int = 10
    offset: int = 0

    @property
    def is_number(self) -> bool:
        """Is all that was typed one document number? Then what has only pieces of it is no answer."""
        whole = [run for run in self.numbers if (run.start, run.end) == (0, len(self.words))]
        return any(symbol.is_compact(run.compact) for run in whole) and not self.phrases


def parse(  # noqa: PLR0913  # the options of `cancu search`, all by name
    text: str,
    *,
    kind: str | None = None,
    issuer: str | None = None,
    date_from: str | None = None,
    date_to: str | None = None,
    cites: str | None = None,
    limit: int = 10,
    offset: int = 0,
) -> Query:
    """Words, "quoted phrases", `cites:02-NQ/TW`. Nothing else in the text has a meaning of its own."""
    text = unicodedata.normalize("NFC", text)
    rest, phrases, cited = _take_special(text)
    if cites is not None:
        cited = (*cited, _number("--cites", cites))
    plain = words(rest)
    since, until = _bounds(date_from, date_to)
    if issuer is not None and not words(issuer):
        raise InvalidQuery(f"--issuer {issuer!r} has no word in it")
    if kind is not None and folded_words(kind) not in _kinds():
        raise InvalidQuery(f"--kind {kind!r} is no kind of document: give one as 'Kế hoạch' or KH")
    if not (plain or phrases or cited or kind or issuer or since or until):
        raise InvalidQuery("nothing to search for: give a word, a number or a filter")
    if (count := len(plain) + sum(map(len, phrases))) > MAX_WORDS:
        raise InvalidQuery(f"the query has {count} words: shorten it to {MAX_WORDS}")
    if limit < 1 or offset < 0:
        raise InvalidQuery(f"a page of {limit} hits from hit {offset} on: ask for at least one, from 0 on")
    return Query(text, plain, phrases, _number_runs(plain), cited, kind, issuer, since, until, limit, offset)


@lru_cache
def _kinds() -> frozenset[str]:
    return frozenset(folded_words(name) for name in (*kind_names(), *kind_codes()))


def words(text: str) -> tuple[str, ...]:
    """The searchable words of a text in NFC, with marks, all alike however they were typed."""
    normal = exact(text)
    return tuple(normal[start:end] for start, end in word_spans(normal))


def _take_special(text: str) -> tuple[str, tuple[tuple[str, ...], ...], tuple[str, ...]]:
    """Phrases and cited numbers, and the text without them."""
    phrases, cites = [], []
    for match in _SPECIAL.finditer(text):
        value = next(group for group in match.groups()[1:] if group is not None)
        if match[1]:
            cites.append(_cited(value, match.start()))
        elif phrase := words(value):
            phrases.append(phrase)
    rest = _SPECIAL.sub(lambda match: " " * len(match[0]), text)
    if quote := _QUOTE.search(rest):
        raise InvalidQuery(f"the quote at character {quote.start() + 1} has no partner: add it or leave it out")
    return rest, tuple(phrases), tuple(cites)


def _cited(value: str, position: int) -> str:
    if quote := _QUOTE.search(value):
        place = position + len("cites:") + quote.start() + 1
        raise InvalidQuery(f"the quote at character {place} has no partner: add it or leave it out")
    return _number(f"`cites:` at character {position + 1}", value)


def _number(where: str, value: str) -> str:
    if compact := symbol.compact(value):
        return compact
    raise InvalidQuery(f"{where} needs a number after it, as in 02-NQ/TW")


def _number_runs(words: tuple[str, ...]) -> tuple[NumberRun, ...]:
    """Every run of words that starts with a figure and has a letter: harmless where it is no number after all."""
    runs = []
    for start, word in enumerate(words):
        if not word[0].isdigit():
            continue
        for end in range(start + 1, min(start + _MAX_NUMBER_WORDS, len(words)) + 1):
            compact = symbol.compact(" ".join(words[start:end]))
            if not compact.isdigit():
                runs.append(NumberRun(compact, start, end))
    return tuple(runs)


def _bounds(date_from: str | None, date_to: str | None) -> tuple[str | None, str | None]:
    since, until = _date("--from", date_from), _date("--to", date_to)
    if since and until and date_number(since, "0") > date_number(until, "9"):
        raise InvalidQuery(f"--from {date_from} is after --to {date_to}")
    return since, until


def date_number(iso: str, fill: str) -> int:
    """A date, maybe partial, as a number that sorts; what is missing is filled: `2022-05` → 20220500 or 20220599."""
    return int(iso.replace("-", "").ljust(8, fill))


def _date(option: str, text: str | None) -> str | None:
    """`2022`, `2022-05`, `2022-05-17`, `17/5/2022`, `5/2022` in ISO."""
    if text is None:
        return None
    if match := _DATE.fullmatch(text.strip()):
        year, month, day = match.groups()
    elif match := _PRINTED_DATE.fullmatch(text.strip()):
        day, month, year = match.groups()
    else:
        raise InvalidQuery(f"{option} {text!r} is no date: write 2022, 2022-05, 2022-05-17 or 17/5/2022")
    if not _exists(int(year), int(month or 1), int(day or 1)):
        raise InvalidQuery(f"{option} {text!r} is not in the calendar")
    return "-".join([year, *(part.zfill(2) for part in (month, day) if part)])


def _exists(year: int, month: int, day: int) -> bool:
    return year >= 1 and 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]
