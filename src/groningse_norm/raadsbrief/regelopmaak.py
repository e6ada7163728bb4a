"""Emphasis, links and signs inside a line of light Markdown: to HTML, or to bare text.

All text is escaped; the only elements that come out are strong, em and a (http, https, mailto).
"""

import re
from html import escape
from urllib.parse import urlsplit

_SCHEMAS = frozenset({"http", "https", "mailto"})
# Bounded and without nesting: an unclosed bracket costs at most its bound, so a line stays linear.
_TEKEN = re.compile(
    r"""\\(?P<letterlijk>[!-/:-@\[-`{-~])
    | \[(?P<linktekst>[^\[\]\n]{1,500})\]\((?P<doel>[^()\s<>"]{1,1000})(?:[ ]"[^"\n]{0,200}")?\)
    | <(?P<auto>(?:https?://|mailto:)[^<>\s"]{1,1000})>
    | (?<![\w/])(?P<kaal>https?://[^\s<>"\\()\[\]*]{1,1000})
    | (?P<nadruk>\*{1,3}|_{1,3})""",
    re.VERBOSE | re.IGNORECASE,
)
_ELEMENTEN = {
    1: ("<em>", "</em>"),
    2: ("<strong>", "</strong>"),
    3: ("<strong><em>", "</em></strong>"),
}


def kale_tekst(tekst: str) -> str:
    """Inline Markdown as bare text."""
    return "".join(inline(tekst.strip(), als_html=False))


def inline(tekst: str, *, als_html: bool, met_links: bool = True) -> list[str]:
    """Inline Markdown in pieces; an emphasis mark without its partner stays the sign it is."""
    stukken: list[str] = []
    open_nadruk: list[tuple[str, int]] = []  # (mark, its place in stukken)
    wachtend: dict[str, int] = {}
    schrijf = als_tekst if als_html else str
    plek = 0
    for treffer in _TEKEN.finditer(tekst):
        stukken.append(schrijf(tekst[plek : treffer.start()]))
        plek = treffer.end()
        if treffer["letterlijk"]:
            stukken.append(schrijf(treffer["letterlijk"]))
        elif mark := treffer["nadruk"]:
            voor = tekst[treffer.start() - 1 : treffer.start()]
            na = tekst[plek : plek + 1]
            sluit = bool(voor) and not voor.isspace() and (mark[0] == "*" or not na.isalnum())
            opent = bool(na) and not na.isspace() and (mark[0] == "*" or not voor.isalnum())
            if sluit and wachtend.get(mark):
                while open_nadruk[-1][0] != mark:
                    wachtend[open_nadruk.pop()[0]] -= 1
                begin = open_nadruk.pop()[1]
                wachtend[mark] -= 1
                voorin, achterin = _ELEMENTEN[len(mark)] if als_html else ("", "")
                stukken[begin] = voorin
                stukken.append(achterin)
                continue
            if opent:
                open_nadruk.append((mark, len(stukken)))
                wachtend[mark] = wachtend.get(mark, 0) + 1
            stukken.append(mark)
        else:
            stukken.extend(_link(treffer, als_html=als_html, met_links=met_links))
    stukken.append(schrijf(tekst[plek:]))
    return stukken


def _link(treffer: re.Match[str], *, als_html: bool, met_links: bool) -> list[str]:
    doel = treffer["doel"] or treffer["auto"] or treffer["kaal"]
    slot = ""
    if treffer["kaal"]:
        kort = doel.rstrip(".,;:!?'’”")
        doel, slot = kort, doel[len(kort) :]
    if treffer["linktekst"]:
        binnen = "".join(inline(treffer["linktekst"], als_html=als_html, met_links=False))
    else:
        binnen = als_tekst(doel) if als_html else doel
    if als_html and met_links and _mag(doel):
        return [f'<a href="{escape(doel)}">{binnen}</a>', als_tekst(slot)]
    return [binnen, als_tekst(slot) if als_html else slot]


def als_tekst(tekst: str) -> str:
    return escape(tekst, quote=False)


def _mag(doel: str) -> bool:
    try:
        return urlsplit(doel).scheme.lower() in _SCHEMAS
    except ValueError:  # e.g. an unclosed IPv6 address
        return False
