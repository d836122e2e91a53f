"""The picture as a page that stands alone: no network, no script; below it every document and every sentence."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement, tostring

from ..dates import day
from .graph import STATUSES, Edge, Graph, Node
from .layers import LEGIBLE, PAGE
from .style import FONTS, stroke
from .svg import PICTURE, Drawing, drawing

_STYLE = """
@page { size: A4 landscape; margin: 11mm 10mm; }
body { font: 14px/1.45 FONTS; color: #1a1a1a; margin: 16px; }
.picture { overflow-x: auto; }
.picture svg { display: block; margin: 0 auto; }
.sheets { display: none; }
h2 { font-size: 17px; margin: 28px 0 8px; }
table { border-collapse: collapse; width: 100%; }
th, td { border: 1px solid #bbb; padding: 4px 7px; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
td:first-child { min-width: 7em; }
.date { white-space: nowrap; }
th { background: #eef4fb; }
details { margin: 4px 0; break-inside: avoid; }
summary { cursor: pointer; overflow-wrap: anywhere; }
summary b { padding-left: 4px; border-left: 5px solid; }
blockquote { margin: 4px 0 4px 18px; overflow-wrap: anywhere; }
ul { margin: 2px 0; padding-left: 18px; }
@media print {
  body { margin: 0; font-size: 11px; }
  .whole { height: 0; overflow: hidden; }
  .sheets { display: block; }
  .sheets svg { display: block; margin: 0 auto; break-inside: avoid; break-after: page; }
  thead { display: table-header-group; }
  tr { break-inside: avoid; }
}
""".replace("FONTS", FONTS)


def page(graph: Graph) -> str:
    """The whole page. On paper the picture is one sheet if it can be read so, else it goes on from sheet to sheet."""
    html = Element("html", {"lang": "vi"})
    head = SubElement(html, "head")
    SubElement(head, "meta", {"charset": "utf-8"})
    SubElement(head, "meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"})
    SubElement(head, "title").text = graph.heading
    SubElement(head, "style").text = _STYLE
    body = SubElement(html, "body")
    drawn = drawing(graph)
    whole = SubElement(body, "div", {"class": "picture whole"})
    whole.append(drawn.element)
    body.append(_sheets(drawn))
    body.append(_documents(graph))
    _relations(body, graph)
    return "<!DOCTYPE html>\n" + tostring(html, encoding="unicode", method="html") + "\n"


def _sheets(drawn: Drawing) -> Element:
    """Views of the one drawing, for paper."""
    sheets = Element("div", {"class": "sheets", "aria-hidden": "true"})
    scale = min(1.0, PAGE[0] / drawn.width, PAGE[1] / drawn.height)
    spans = [(0.0, drawn.height)]
    if scale < LEGIBLE:
        scale = min(1.0, PAGE[0] / drawn.width)
        spans = list(_spans(drawn, PAGE[1] / scale))
    for top, bottom in spans:
        high = bottom - top
        size = {"width": f"{drawn.width * scale:.0f}", "height": f"{high * scale:.0f}"}
        view = SubElement(sheets, "svg", {"viewBox": f"0 {top:.0f} {drawn.width:.0f} {high:.0f}", **size})
        SubElement(view, "use", {"href": f"#{PICTURE}"})
    return sheets


def _spans(drawn: Drawing, most: float) -> Iterator[tuple[float, float]]:
    """From where to where each sheet goes: as many rows as it takes, none cut."""
    top = end = 0.0
    for cut in (*drawn.cuts, drawn.height):
        if cut - top > most and end > top:
            yield top, end
            top = end
        end = cut
    yield top, drawn.height


def _documents(graph: Graph) -> Element:
    section = Element("section")
    SubElement(section, "h2").text = f"Văn bản ({len(graph.nodes)})"
    table = SubElement(section, "table")
    row = SubElement(SubElement(table, "thead"), "tr")
    for label in ("Số, ký hiệu", "Loại", "Ngày", "Cơ quan", "Trích yếu", "Trong kho", "Số bước"):
        SubElement(row, "th", {"scope": "col"}).text = label
    body = SubElement(table, "tbody")
    for node in graph.nodes:
        row = SubElement(body, "tr")
        date = day(node.date) if node.date else None
        for value in (node.number, node.kind, date, node.issuer, node.title):
            SubElement(row, "td", {"class": "date"} if value is date else {}).text = value or ""
        state = SubElement(row, "td")
        state.text = STATUSES[node.status]
        if node.candidates:
            state.append(_candidates(node))
        SubElement(row, "td").text = str(node.distance)
    return section


def _candidates(node: Node) -> Element:
    listed = Element("ul")
    for candidate in node.candidates:
        SubElement(listed, "li").text = " – ".join((candidate.name, *candidate.reasons))
    if node.others:
        SubElement(listed, "li").text = node.others
    return listed


def _relations(body: Element, graph: Graph) -> None:
    SubElement(body, "h2").text = f"Liên kết ({len(graph.edges)})"
    names = {node.id: node.short for node in graph.nodes}
    for edge in graph.edges:
        body.append(_relation(edge, names))


def _relation(edge: Edge, names: dict[str, str]) -> Element:
    details = Element("details")
    summary = SubElement(details, "summary")
    summary.text = f"{names[edge.start]} "
    said = SubElement(summary, "b", {"style": f"border-color: {stroke(edge.relation).colour}"})
    said.text = edge.said
    said.tail = f" {names[edge.end]}" + (f" ({edge.told})" if edge.told else "")
    for one in edge.evidence:
        quote = SubElement(details, "blockquote")
        quote.text = f"“{one.text}” – {one.document}, tr. {one.page}"
    return details
