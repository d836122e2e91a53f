"""Dates as people read them."""


def day(iso: str) -> str:
    """A date as it is printed in a document: `2022-02-11` → `11/02/2022`, `2022` → `2022`, `--09-15` → `15/09`."""
    return "/".join(reversed(list(filter(None, iso.split("-")))))
