"""Every door × every person × before, at, after, withdrawn: one row a door.

A letter with attachments lies under embargo, and public pages refer to it in every way. Beside it
stands a twin of everything whose letter does not exist. To a stranger the two answer alike, and
neither holds a byte of the letter.
"""

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import SimpleNamespace
from urllib.parse import quote

import plone.volto.behaviors
import pytest
import requests
import transaction
from AccessControl.PermissionRole import rolesForPermissionOn
from PIL import Image as Beeld
from plone import api
from plone.app.querystring import queryparser
from plone.app.redirector.interfaces import IRedirectionStorage
from plone.app.testing import SITE_OWNER_NAME, FunctionalTesting, PloneSandboxLayer, login
from plone.app.textfield.value import RichTextValue
from plone.app.z3cform.converters import LinkWidgetDataConverter
from plone.base.interfaces.syndication import IFeedSettings
from plone.dexterity.schema import SCHEMA_CACHE
from plone.dexterity.utils import addContentToContainer, createContent
from plone.namedfile.file import NamedBlobFile, NamedBlobImage
from plone.restapi.deserializer import blocks, dxfields
from plone.restapi.interfaces import IZCatalogCompatibleQuery
from plone.restapi.services.aliases import add
from plone.testing.zope import WSGI_SERVER_FIXTURE
from Products.CMFCore.indexing import processQueue
from Products.CMFCore.WorkflowCore import WorkflowException
from Products.CMFPlone.controlpanel.browser import redirects
from z3c.relationfield import RelationValue
from z3c.relationfield.event import updateRelations
from zExceptions import NotFound
from zope.component import (
    getGlobalSiteManager,
    getMultiAdapter,
    getUtility,
)
from zope.globalrequest import setRequest
from zope.interface import alsoProvides
from zope.intid.interfaces import IIntIds
from zope.schema import TextLine

from groningse_norm import klok, rechten, testing
from groningse_norm.demo.accounts import WACHTWOORD
from groningse_norm.deuren.voorbeeldbeeld import Voorbeeldbeeld
from groningse_norm.embargo.domain import LEZERS, PUBLICATIE, Status
from groningse_norm.interfaces import IGroningseNormLayer
from groningse_norm.ondertekening.domain import ONDERTEKENING
from groningse_norm.werkstroom.bouw import publiceer, verplaats, zet

# Each word stands in one place of the letter and nowhere else.
KANARIES = {
    "titel": "zilvermeeuw",
    "tekst": "grutto",
    "contact": "scholekster",
    "ondertekenaar": "tureluur",
    "naam van de bijlage": "kluut",
    "inhoud van de bijlage": "wulpen",
    "titel van de bijlage": "kemphaan",
    "titel van het beeld": "watersnip",
    "omschrijving van het beeld": "bontbekplevier",
    "naam van het beeld": "steenloper",
    "reden van het embargo": "rotgans",
}
ECHT, NIETS = "1969217001", "1969217002"
MAP = "overheden/westerkwartier/brieven"
LOS = "los-lid"
VREEMDEN = (None, LOS, "raadslid-gm0047", "griffie-gm0047", "medewerker-gm1969")
LEZER = "raadslid-gm1969"
HTML = {"Accept": "text/html"}
JSON = {"Accept": "application/json"}


@dataclass
class Kant:
    """One side: the letter and what refers to it, or the twin without a letter."""

    id: str
    naam: str
    uids: dict[str, str] = field(default_factory=dict)

    @property
    def brief(self) -> str:
        return f"{MAP}/{self.id}"

    @property
    def bij(self) -> str:
        return f"verwijst-{self.naam}"


@dataclass(frozen=True)
class Deur:
    """A request about an item.

    ``toont``: once the item is public, the answer holds its words. ``op_het_item``: the path leads
    through the item, where one seal answers all; so one of the persons asks each of these, and
    nobody leaves any to the others elsewhere.
    """

    naam: str
    pad: Callable[[Kant], str]
    kop: dict = field(default_factory=lambda: HTML)
    methode: str = "GET"
    json: Callable[[Kant], dict] | None = None
    toont: bool = False
    op_het_item: bool = False

    def is_een_vraag(self, kant: Kant, ander: Kant) -> bool:
        """Does it ask both sides the very same, so that there are no two answers to compare?"""
        lichamen = [self.json and self.json(wie) for wie in (kant, ander)]
        return self.pad(kant) == self.pad(ander) and lichamen[0] == lichamen[1]


def woorden(tekst: str) -> list[str]:
    return tekst.split()


def _op_het_item(groep: str, staarten: str, toont: str = "", **kwargs) -> Iterator[Deur]:
    for staart in staarten.split():
        for soort, kop in (("html", HTML), ("json", JSON)):
            yield Deur(
                f"{groep} {soort} {staart}",
                lambda kant, staart=staart: kant.brief + staart.replace("<item>", kant.id),
                kop,
                toont=f"{soort}:{staart}" in toont.split(),
                op_het_item=True,
                **kwargs,
            )


def _deuren() -> Iterator[Deur]:
    yield from _op_het_item(
        "het item",
        "/ /view /@@view /index_html /@@title /@@description /@@main_template /@@sitemap "
        "/@@contact-info /@@plone_context_state/object_title /@@plone_context_state/is_locked "
        "/@@breadcrumbs_view/breadcrumbs /@@uuid /@@edit /@@history /@@sharing /@@folder_contents "
        "/Title /creation_date /getTypeInfo /getPhysicalPath /absolute_url /manage_main "
        "/manage_FTPget /manage_DAVget /@@iterate_control/checkout_allowed /@@rss /RSS "
        "/@@overgang /@@zip /@@groningse-norm /version_id",
        toont="html:/ html:/view html:/@@view json:/",
    )
    yield from _op_het_item(
        "REST op het item",
        "/@history /@workflow /@comments /@breadcrumbs /@navigation /@contextnavigation /@lock "
        "/@types /@actions /@sharing /@inherit /@relations /@aliases /@translations /@workingcopy "
        "/@search /@vocabularies /@embargo /@ondertekening ?expand=breadcrumbs,workflow "
        "?fullobjects=1 ?metadata_fields=_all",
    )
    yield from _op_het_item(
        "de bijlage",
        "/kluut.pdf /kluut.pdf/view /kluut.pdf/@@download /kluut.pdf/@@download/file/kluut.pdf "
        "/kluut.pdf/@@display-file/file /beeld /beeld/view /beeld/@@images/image "
        "/beeld/@@images/image/mini /beeld/@@images/image-32-abc.png /beeld/@@images",
        toont="html:/kluut.pdf/view html:/kluut.pdf/@@download html:/beeld/view",
    )
    yield from _op_het_item("een deel van een formulier", "/@@edit/++widget++x")
    yield from _op_het_item(
        "een deel van een formulier, beschreven",
        "/@@edit/++widget++x",
        methode="POST",
        json=lambda kant: {"x": "x"},
    )
    yield from _op_het_item(
        "wat niemand begrijpt",
        "?b_start:int=x /view?dag:date=x /@history/99 /@@images/preview_image_link "
        "/beeld/@@images/image/9x9:int ?x:tokens:int=q",
    )
    for staart in ("", "/@history", "/@sharing", "/@aliases", "/@embargo"):
        for methode in ("POST", "PATCH", "DELETE"):
            yield Deur(
                f"{methode} zonder grens {staart}",
                lambda kant, staart=staart: kant.brief + staart,
                {**JSON, "Content-Type": "multipart/form-data"},
                methode,
                json=lambda kant: {"version": 99},
                op_het_item=True,
            )
    yield from _op_het_item(
        "langs een omweg", "/welkom /overheden /@@resolveuid /<item> /kluut.pdf/<item> /%20 //"
    )
    for methode in woorden(
        "HEAD POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK REPORT"
    ):
        for soort, kop in (("html", HTML), ("json", JSON)):
            staarten = ["", "/kluut.pdf", "/@lock", "/@workflow/trek_in"]
            for staart in staarten[: 4 if soort == "json" else 2]:
                yield Deur(
                    f"{methode} {soort} {staart}",
                    lambda kant, staart=staart: kant.brief + staart,
                    kop,
                    methode,
                    json=lambda kant: {"title": "x"},
                    op_het_item=True,
                )
    for naam, kop in {
        "Range": {**HTML, "Range": "bytes=0-10"},
        "If-None-Match": {**HTML, "If-None-Match": "*"},
        "If-Modified-Since": {**HTML, "If-Modified-Since": "Mon, 01 Jan 2035 00:00:00 GMT"},
        "Depth": {**HTML, "Depth": "1"},
        "XMLHttpRequest": {**HTML, "X-Requested-With": "XMLHttpRequest"},
        "Origin": {**JSON, "Origin": "https://example.org"},
    }.items():
        for staart in ("", "/kluut.pdf"):
            yield Deur(
                f"met {naam} {staart}",
                lambda kant, staart=staart: kant.brief + staart,
                kop,
                op_het_item=True,
            )
    omwegen = {
        "++api++": f"++api++/{MAP}/{{id}}",
        "++view++": f"{MAP}/{{id}}/++view++view",
        "map tweemaal": f"{MAP}/brieven/{{id}}",
        "door een broer": f"{MAP}/1969216064/{{id}}",
        "door een dichte broer": f"{MAP}/1969216999/{{id}}",
        "door een view": f"{MAP}/@@view/{{id}}",
        "VirtualHost": f"VirtualHostBase/http/raad.example.org:80/VirtualHostRoot/{MAP}/{{id}}",
        "punt": f"{MAP}/./{{id}}",
    }
    for naam, pad in omwegen.items():
        for soort, kop in (("html", HTML), ("json", JSON)):
            yield Deur(
                f"{naam} {soort}",
                lambda kant, pad=pad: pad.format(id=kant.id),
                kop,
                op_het_item=True,
            )

    # What a container tells.
    for methode in woorden(
        "hasObject?id={id} has_key?id={id} has_key?key={id} getObjectPosition?id={id} "
        "objectIds objectValues objectItems keys contentIds contentValues tpValues "
        "listFolderContents getFolderContents objectMap get?key={id} _getOb?id={id} "
        "manage_main manage_FTPlist getOrdering?x={id} __contains__?name={id} "
        "Title?id={id} checkIdAvailable?id={id} @@plone_context_state/is_locked "
        "@@folder_contents @@getVocabulary?name=x&id={id}"
    ):
        for waar in (MAP, "overheden/westerkwartier", "."):
            yield Deur(
                f"{waar}: {methode}",
                lambda kant, waar=waar, methode=methode: f"{waar}/{methode.format(id=kant.id)}",
            )

    # Searches and listings.
    for woord in KANARIES.values():
        yield Deur(f"@search {woord}", lambda kant, w=woord: f"@search?SearchableText={w}", JSON)
    zoekvragen = (
        "SearchableText=zilvermeeuw&metadata_fields=_all",
        "show_inactive=1&portal_type=Raadsbrief&b_size=200",
        "portal_type=Raadsbrief&fullobjects=1&b_size=200",
        "portal_type=File&b_size=200&metadata_fields=_all",
        "portal_type=Image&b_size=200&metadata_fields=_all&sort_on=sortable_title",
        "UID={uid}",
        "path=/" + MAP + "/{id}&path.depth=0",
        "publicatie_status=onder_embargo",
        "id={id}",
        "sort_on=effective&sort_order=reverse&b_size=200",
        "allowedRolesAndUsers=Manager&portal_type=Raadsbrief&b_size=200",
        "effectiveRange=2100-01-01&portal_type=Raadsbrief&b_size=200",
    )
    for vraag in zoekvragen:
        for dienst, kop in (("@search", JSON), ("@@search", HTML), ("@@updated_search", HTML)):
            yield Deur(
                f"{dienst} {vraag}",
                lambda kant, dienst=dienst, vraag=vraag: (
                    f"{dienst}?{vraag.format(id=kant.id, uid=kant.uids['brief'])}"
                ),
                kop,
            )
    yield Deur(
        "@@search op de titel", lambda kant: "@@search?SearchableText=zilvermeeuw", toont=True
    )
    yield Deur(
        "@search op de titel, alles",
        lambda kant: "@search?SearchableText=zilvermeeuw",
        JSON,
        toont=True,
    )
    operatie = "plone.app.querystring.operation."
    for naam, rijen in {
        "type": [("portal_type", "selection.any", ["Raadsbrief", "File", "Image"])],
        "tekst": [("SearchableText", "string.contains", "zilvermeeuw")],
        "pad": [("path", "string.absolutePath", f"/{MAP}")],
        "pad van een UID": [("path", "string.absolutePath", "{brief}")],
    }.items():
        yield Deur(
            f"@querystring-search {naam}",
            lambda kant: "@querystring-search",
            JSON,
            "POST",
            json=lambda kant, rijen=rijen: {
                "query": [
                    {"i": i, "o": operatie + o, "v": kant.uids["brief"] if v == "{brief}" else v}
                    for i, o, v in rijen
                ],
                "b_size": 200,
            },
            toont=naam == "type",
        )
        vraag = "&".join(
            f"query.i:records={i}&query.o:records={operatie}{o}"
            f"&query.v:records={v if isinstance(v, str) else v[0]}"
            for i, o, v in rijen
        )
        yield Deur(
            f"querybuilder {naam}",
            lambda kant, vraag=vraag: f"@@querybuilder_html_results?{vraag}",
        )
    for waar in ("", "overheden/westerkwartier/"):
        for naam, pad, kop, toont in (
            ("pagina", "@@raadsbrieven", HTML, True),
            ("feed", "@@raadsbrieven.atom", HTML, True),
            ("JSON", "@raadsbrieven?b_size=100", JSON, True),
            ("pagina, woord", "@@raadsbrieven?zoek=zilvermeeuw", HTML, False),
            ("feed, woord", "@@raadsbrieven.atom?zoek=grutto", HTML, False),
            ("JSON, trefwoord", "@raadsbrieven?trefwoord=wadvogel", JSON, False),
        ):
            yield Deur(
                f"register {waar} {naam}", lambda kant, p=f"{waar}{pad}": p, kop, toont=toont
            )
    for pad in (
        f"{MAP} {MAP}?fullobjects=1 {MAP}/@contextnavigation {MAP}/@navigation {MAP}/@types "
        f"{MAP}/@history "
        "overheden/westerkwartier overheden/westerkwartier?fullobjects=1 ./ @navigation "
        "@navigation?expand.navigation.depth=9 @contextnavigation @breadcrumbs sitemap "
        "sitemap.xml.gz "
        "@@recently_modified @@recently_published @@event_listing @@rss RSS atom.xml "
        "rss.xml itunes.xml "
        "search_rss?SearchableText=zilvermeeuw @@updated_search?SearchableText=zilvermeeuw "
        f"{MAP}/listing_view {MAP}/summary_view {MAP}/tabular_view {MAP}/full_view "
        f"{MAP}/album_view {MAP}/@@rss {MAP}/RSS {MAP}/search_rss?SearchableText=wulpen "
        f"{MAP}/1969216064 {MAP}/1969216064/@@plone_nextprevious_view "
        "@@ajax-search?SearchableText=zilvermeeuw "
        "search_rss?SearchableText=zilvermeeuw&show_inactive=1 "
        "@search?SearchableText=zilvermeeuw&show_inactive:boolean=1 "
        "error_log/manage_main error_log acl_users/manage_main portal_catalog/manage_catalogView "
        "portal_catalog/uniqueValuesFor?name=Subject portal_catalog/manage_main "
        "portal_workflow/manage_main Control_Panel/Database "
        "news events @transactions @querystring @querysources/x "
        "@vocabularies/plone.app.vocabularies.Keywords "
        "@vocabularies/plone.app.vocabularies.Catalog?title=zilvermeeuw "
        "@@getVocabulary?name=plone.app.vocabularies.Catalog @@querybuilderjsonconfig @system "
        "@database "
        "@users @groups @controlpanels @relations @relations?relation=relatedItems "
        "@relations?relation=isReferencing @relations?onlyBroken=1 "
        "@relations?query_target=zilvermeeuw "
        "@site @userschema @addons @rules @aliases @upgrade @undo @upload-tus"
    ).split():
        is_dienst = pad.startswith("@") and not pad.startswith("@@")
        for soort, kop in (("html", HTML), ("json", JSON))[is_dienst:]:
            yield Deur(f"lijst {soort} {pad}", lambda kant, pad=pad: pad, kop)
    yield Deur(
        "@contextnavigation vanaf het item",
        lambda kant: (
            f"@contextnavigation?expand.contextnavigation.root_path=/{kant.brief}"
            "&expand.contextnavigation.includeTop=1"
        ),
        JSON,
    )

    # What refers to it.
    for pagina, toont in {
        "tekst": "wel",
        "bijschrift": "wel",
        "gerelateerd": "wel",
        "link": "",
        "linkpad": "",
        "linkvariabele": "",
        "blokken": "wel",
        "voorbeeld": "wel",
        "verzameling": "wel",
        "wortel": "",
    }.items():
        for soort, kop in (("html", HTML), ("json", JSON)):
            yield Deur(
                f"verwijzing {pagina} {soort}",
                lambda kant, pagina=pagina: f"{kant.bij}/{pagina}",
                kop,
                toont=bool(toont)
                and (soort == "json" or pagina in ("bijschrift", "gerelateerd", "verzameling")),
            )
    for pad in (
        "{bij} {bij}?fullobjects=1 {bij}?metadata_fields=_all {bij}/standaard {bij}/standaard/view "
        "{bij}/@contextnavigation {bij}/@@sitemap {bij}/full_view {bij}/summary_view {bij}/RSS "
        "{bij}/verzameling/@@rss {bij}/tekst/@@delete_confirmation_info "
        "{bij}/doel/@@delete_confirmation_info {bij}/doel/@relations {bij}/tekst/@history "
        "{bij}/voorbeeld/@@images/preview_image_link/mini "
        "{bij}/voorbeeld/@@images/preview_image_link "
        "@search?path=/{bij}&metadata_fields=_all&b_size=100 @search?path=/{bij}&fullobjects=1 "
        "@linkintegrity?uids={brief} @linkintegrity?uids={doel} @linkintegrity?uids={beeld} "
        "@relations?source={brief} @relations?target={brief} @relations?target={beeld} "
        "@relations?source=/" + MAP + "/{id} @relations?target=/" + MAP + "/{id} "
        "@relations?source={gerelateerd} @relations?target={doel} "
        "resolveuid/{brief} resolveuid/{brief}/view resolveuid/{beeld} "
        "resolveuid/{bijlage}/@@download/file "
        "resolveUid/{brief} @@resolveuid/{brief} ++api++/resolveuid/{brief} "
        "@@redirect-to-uuid/{brief} @@redirect-to-uuid/{bijlage} redirect-to-uuid/{brief} "
        "{vroeger} {vroeger}/ {vroeger}/view {vroeger}/@@title {vroeger}/kluut.pdf "
        "{vroeger}/@history {vroeger}?x=1 ++api++/{vroeger} {vroeger}/@@download/file"
    ).split():
        for soort, kop in (("html", HTML), ("json", JSON)):
            yield Deur(
                f"van elders {soort} {pad}",
                lambda kant, pad=pad: pad.format(
                    id=kant.id, bij=kant.bij, vroeger=f"{MAP}/vroeger-{kant.naam}", **kant.uids
                ),
                kop,
            )
    for soort, kop in (("html", HTML), ("json", JSON)):
        yield Deur(
            f"verwant {soort}", lambda kant: f"{MAP}/verwant-{kant.naam}/verwant", kop, toont=True
        )
    yield Deur("verwant andersom", lambda kant: f"{kant.bij}/doel", toont=True)
    for pad in woorden(
        "{verwant}?fullobjects=1 {verwant}?expand=breadcrumbs,workflow,navigation {verwant}/@history "
        "{verwant}/@ondertekening {verwant}/@@edit {verwant}/@@verschillen "
        "{verwant}/@@delete_confirmation_info "
        "@search?path=/{verwant}&metadata_fields=_all @search?path=/{verwant}&fullobjects=1 "
        "@relations?source=/{verwant} @relations?source=/{verwant}&relation=verwant "
        "@relations?relation=verwant @relations?target={brief}&relation=verwant "
        "@linkintegrity?uids={verwantuid} "
        "@raadsbrieven?zoek=verwant @@raadsbrieven.atom?zoek=verwant"
    ):
        for soort, kop in (("html", HTML), ("json", JSON)):
            yield Deur(
                f"verwant {soort} {pad}",
                lambda kant, pad=pad: pad.format(
                    verwant=f"{MAP}/verwant-{kant.naam}/verwant", **kant.uids
                ),
                kop,
            )
    for pad in (
        "portal_catalog/searchResults?UID={brief} portal_catalog?UID={brief} "
        "portal_catalog/getrid?path=/plone/" + MAP + "/{id} "
        "portal_catalog/getIndexDataForUID?uid=/plone/" + MAP + "/{id} "
        "portal_uidhandler/getObject?uid={brief} portal_uidhandler/queryObject?uid={brief} "
        "portal_workflow/getInfoFor?ob=/" + MAP + "/{id}&name=review_state "
        "portal_workflow/getCatalogVariablesFor?ob=/" + MAP + "/{id} "
        "portal_catalog/unrestrictedSearchResults?UID={brief} "
        "reference_catalog/lookupObject?uuid={brief}"
    ).split():
        yield Deur(
            f"gereedschap {pad}",
            lambda kant, pad=pad: pad.format(id=kant.id, **kant.uids),
        )
    yield Deur(
        "kopiëren van een UID",
        lambda kant: "@copy",
        JSON,
        "POST",
        json=lambda kant: {"source": kant.uids["brief"]},
    )
    yield Deur(
        "verplaatsen van een pad",
        lambda kant: "@move",
        JSON,
        "POST",
        json=lambda kant: {"source": f"/{kant.brief}"},
    )
    yield Deur(
        "toevoegen met hetzelfde id",
        lambda kant: MAP,
        JSON,
        "POST",
        json=lambda kant: {"@type": "Raadsbrief", "id": kant.id, "title": "x"},
    )
    yield Deur("terug na aanmelden", lambda kant: f"login?came_from={quote('/' + kant.brief)}")


DEUREN = tuple(_deuren())


# --- the site -----------------------------------------------------------------------------------


def _plaatje() -> bytes:
    uit = io.BytesIO()
    Beeld.new("RGB", (600, 400), "red").save(uit, "PNG")
    return uit.getvalue()


def _voeg_toe(houder, soort, openbaar=True, **velden):
    obj = addContentToContainer(houder, createContent(soort, **velden), checkConstraints=False)
    if openbaar:
        publiceer(obj)
    return obj


def _html(tekst: str) -> RichTextValue:
    return RichTextValue(tekst, "text/html", "text/x-html-safe")


def _relatie(obj):
    return RelationValue(getUtility(IIntIds).getId(obj))


def _brief(portal, kant: Kant, tot: datetime):
    k = KANARIES
    doel = portal[kant.bij]["doel"]
    brief = _voeg_toe(
        portal.unrestrictedTraverse(MAP),
        "Raadsbrief",
        openbaar=False,
        id=kant.id,
        kenmerk=kant.id,
        title=f"Over de {k['titel']}",
        tekst=_html(f"<p>De {k['tekst']}, zie <a href='../resolveuid/{doel.UID()}'>elders</a></p>"),
        contactpersoon=k["contact"],
        ondertekenaars=[f"{k['ondertekenaar']}, burgemeester"],
        embargo_tot=tot,
        embargo_reden=k["reden van het embargo"],
    )
    bijlage = _voeg_toe(
        brief,
        "File",
        openbaar=False,
        id="kluut.pdf",
        title=k["titel van de bijlage"],
        file=NamedBlobFile(
            f"{k['inhoud van de bijlage']} ".encode(),
            "text/plain",
            f"{k['naam van de bijlage']}.txt",
        ),
    )
    beeld = _voeg_toe(
        brief,
        "Image",
        openbaar=False,
        id="beeld",
        title=k["titel van het beeld"],
        description=k["omschrijving van het beeld"],
        image=NamedBlobImage(_plaatje(), "image/png", f"{k['naam van het beeld']}.png"),
    )
    kant.uids |= {"brief": brief.UID(), "bijlage": bijlage.UID(), "beeld": beeld.UID()}
    return brief


def _verwijzers(portal, kant: Kant, brief) -> None:
    map_ = portal[kant.bij]
    uid, beeld = kant.uids["brief"], kant.uids["beeld"]
    pagina = lambda id, **velden: _voeg_toe(map_, "Document", id=id, title=id, **velden)  # noqa: E731
    pagina(
        "tekst",
        text=_html(
            f"<p><a href='resolveuid/{uid}'>hier</a> "
            f"<a href='../resolveuid/{uid}/@@images'>daar</a></p>"
        ),
    )
    pagina(
        "bijschrift",
        text=_html(
            f"<p><img class='captioned' src='resolveuid/{beeld}/@@images/image/mini'/>"
            f"<img class='captioned' src='../{kant.brief}/beeld'/>"
            f"<img class='captioned' src='../{kant.brief}/beeld/@@images/image/mini'/></p>"
        ),
    )
    rel = pagina("gerelateerd", relatedItems=[_relatie(brief), _relatie(brief["beeld"])])
    updateRelations(rel, None)
    _voeg_toe(map_, "Link", id="link", title="link", remoteUrl=f"../resolveuid/{uid}")
    _voeg_toe(map_, "Link", id="linkpad", title="linkpad", remoteUrl=f"/{kant.brief}")
    _voeg_toe(
        map_, "Link", id="linkvariabele", title="l", remoteUrl=f"${{portal_url}}/{kant.brief}"
    )
    pagina(
        "blokken",
        blocks={
            "1": {"@type": "image", "url": f"../resolveuid/{beeld}"},
            "2": {"@type": "teaser", "href": [{"@id": f"../resolveuid/{uid}"}], "overwrite": False},
            "3": {
                "@type": "slate",
                "value": [
                    {
                        "type": "p",
                        "children": [
                            {
                                "type": "link",
                                "data": {"url": f"../resolveuid/{uid}"},
                                "children": [],
                            }
                        ],
                    }
                ],
            },
            "4": {"@type": "__button", "href": [{"@id": f"../resolveuid/{uid}"}]},
            "5": {
                "@type": "gridBlock",
                "blocks": {"6": {"@type": "teaser", "href": [{"@id": f"../resolveuid/{uid}"}]}},
            },
            "7": {"@type": "image", "url": f"/{kant.brief}/beeld"},
        },
        blocks_layout={"items": ["1", "2", "3", "4", "5", "7"]},
    )
    voorbeeld = pagina("voorbeeld", preview_image_link=_relatie(brief["beeld"]))
    updateRelations(voorbeeld, None)
    voorbeeld.reindexObject()
    _voeg_toe(
        map_,
        "Collection",
        id="verzameling",
        title="verzameling",
        query=[
            {
                "i": "UID",
                "o": "plone.app.querystring.operation.string.is",
                "v": uid,
            },
        ],
    )
    pagina("wortel", text=_html(f"<p><a href='{portal.absolute_url()}/{kant.brief}'>x</a></p>"))
    # A public letter that belongs with it; and it belongs with a page.
    naast = _voeg_toe(
        portal.unrestrictedTraverse(MAP), "Folder", id=f"verwant-{kant.naam}", title="naast"
    )
    naast.exclude_from_nav = True
    naast.reindexObject()
    verwant = _voeg_toe(
        naast,
        "Raadsbrief",
        openbaar=False,
        id="verwant",
        title="verwant",
        verwant=[_relatie(brief), _relatie(brief["kluut.pdf"])],
    )
    zet(verwant, ONDERTEKENING["Raadsbrief"], "ondertekend")
    zet(verwant, PUBLICATIE["Raadsbrief"], Status.OPENBAAR)
    brief.verwant = [_relatie(map_["doel"])]
    for stuk in (verwant, brief):
        updateRelations(stuk, None)
    kant.uids["verwantuid"] = verwant.UID()
    # A folder whose default page would be the letter.
    standaard = _voeg_toe(map_, "Folder", id="standaard", title="standaard")
    standaard._setProperty("default_page", f"{kant.brief}", "string")
    getUtility(IRedirectionStorage).add(
        f"/{portal.getId()}/{MAP}/vroeger-{kant.naam}", f"/{portal.getId()}/{kant.brief}"
    )


class Deuren(PloneSandboxLayer):
    """The demo with the letter, what refers to it, and a twin of all that without a letter.

    Committed once; what a test does to it is gone with the test.
    """

    defaultBases = (testing.DEMO_FIXTURE,)

    def setUpZope(self, app, configurationContext) -> None:
        # Plone's own front end in JavaScript brings this behavior; it is not loaded in tests.
        self.loadZCML(package=plone.volto.behaviors)
        # A layer stacks its registrations on those of the one below; put ours on top again.
        getGlobalSiteManager().registerAdapter(Voorbeeldbeeld)

    def setUpPloneSite(self, portal) -> None:
        login(portal.aq_parent, SITE_OWNER_NAME)
        fti = portal.portal_types["Document"]
        extra = ("volto.blocks", "volto.preview_image_link", "plone.relateditems")
        fti.behaviors = tuple(dict.fromkeys((*fti.behaviors, *extra)))
        SCHEMA_CACHE.clear()
        api.user.create(username=LOS, email="los@example.org", password=WACHTWOORD)
        self["tot"] = klok.op_de_minuut(klok.nu() + timedelta(hours=3))
        self["kanten"] = Kant(ECHT, "een"), Kant(NIETS, "twee")
        for kant in self["kanten"]:
            map_ = _voeg_toe(portal, "Folder", id=kant.bij, title="verwijst")
            map_.exclude_from_nav = True
            map_.reindexObject()
            doel = _voeg_toe(map_, "Document", id="doel", title="doel")
            kant.uids["doel"] = doel.UID()
            brief = _brief(portal, kant, self["tot"])
            _verwijzers(portal, kant, brief)
            for naam in map_.objectIds():
                kant.uids[naam] = map_[naam].UID()
            kant.uids["map"] = map_.UID()
        map_ = portal.unrestrictedTraverse(MAP)
        map_._delObject(NIETS)
        # Each letter leads to the next one; the last that is public, to the one under embargo.
        map_.nextPreviousEnabled = True
        map_.moveObjectsToBottom(["1969216064", ECHT])
        echt = portal.unrestrictedTraverse(self["kanten"][0].brief)
        zet(echt, ONDERTEKENING["Raadsbrief"], "ondertekend")
        verplaats(echt, PUBLICATIE["Raadsbrief"], "verzend")
        # What waits to be indexed needs the site, which is gone when the layer commits.
        processQueue()


DEUREN_FIXTURE = Deuren()
DEUREN_SERVER = FunctionalTesting(
    bases=(DEUREN_FIXTURE, WSGI_SERVER_FIXTURE), name="GroningseNorm:Deuren"
)


@pytest.fixture
def deuren_laag(lagen):
    yield from lagen.met(DEUREN_SERVER)


@pytest.fixture
def opstelling(deuren_laag):
    """The letter under embargo over HTTP, and its twin: ``kanten``, ``tot``."""
    return SimpleNamespace(
        url=f"http://{deuren_laag['host']}:{deuren_laag['port']}/{deuren_laag['portal'].getId()}",
        portal=deuren_laag["portal"],
        app=deuren_laag["app"],
        kanten=deuren_laag["kanten"],
        tot=deuren_laag["tot"],
    )


# --- asking and comparing -----------------------------------------------------------------------


def _sessie(wie: str | None) -> requests.Session:
    sessie = requests.Session()
    # Some errors of Zope answer HEAD with a body, which would spoil the next answer.
    sessie.headers["Connection"] = "close"
    if wie:
        sessie.auth = (wie, WACHTWOORD)
    return sessie


def vraag(sessie, server, deur: Deur, kant: Kant):
    basis = server.url
    pad = deur.pad(kant)
    if pad.startswith("VirtualHostBase"):
        basis = server.url.rpartition("/")[0]
        pad = pad.replace("/VirtualHostRoot", f"/{server.portal.getId()}/VirtualHostRoot")
    return sessie.request(
        deur.methode,
        f"{basis}/{pad}",
        headers=deur.kop,
        json=deur.json(kant) if deur.json else None,
        allow_redirects=False,
        timeout=60,
    )


_WISSELEND = (
    (re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?([+-]\d\d:?\d\d|Z)?"), "MOMENT"),
    (re.compile(r'"cmf_uid": \d+'), "TELLER"),
    (re.compile(r"\b[0-9a-f]{40}\b"), "TOKEN"),
    (re.compile(r"_authenticator\W+value=.[0-9a-f]+"), "TOKEN"),
    (re.compile(r"uid-[0-9a-z-]{20,}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}"), "WILLEKEUR"),
    (re.compile(r"\d+ seconds? ago|[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} [\d:]{8}"), "MOMENT"),
)


def gelijkgemaakt(tekst: str, kanten) -> str:
    """Without what the caller sent and what differs between any two pages."""
    for kant in kanten:
        for naam, uid in kant.uids.items():
            tekst = tekst.replace(uid, f"UID {naam}")
        tekst = tekst.replace(kant.id, "ITEM").replace(kant.bij, "VERWIJST")
        tekst = tekst.replace(f"vroeger-{kant.naam}", "VROEGER")
        tekst = tekst.replace(f"verwant-{kant.naam}", "VERWANT")
    for patroon, woord in _WISSELEND:
        tekst = patroon.sub(woord, tekst)
    return tekst


def afdruk(antwoord, kanten) -> tuple:
    koppen = {
        naam: gelijkgemaakt(waarde, kanten)
        for naam, waarde in antwoord.headers.items()
        if naam not in ("Date", "ETag", "Last-Modified", "Content-Length")
    }
    return antwoord.status_code, koppen, gelijkgemaakt(antwoord.text, kanten)


def alles_van(antwoord) -> str:
    koppen = "\n".join(f"{naam}: {waarde}" for naam, waarde in antwoord.headers.items())
    return f"{antwoord.reason}\n{koppen}\n{antwoord.text}".lower()


def gezongen(deur: Deur, kant: Kant, antwoord, ook_het_id: bool = True) -> list[str]:
    """Words of the letter in an answer that the caller did not send."""
    gestuurd = f"{deur.pad(kant)} {deur.json(kant) if deur.json else ''}".lower()
    tekst = alles_van(antwoord)
    woorden = [woord for woord in KANARIES.values() if woord in tekst and woord not in gestuurd]
    if ook_het_id and ECHT in tekst and ECHT not in gestuurd:
        woorden.append(ECHT)
    return woorden


def _verschil(een: tuple, ander: tuple) -> str:
    if een[0] != ander[0]:
        return f"status {een[0]} / {ander[0]}"
    if een[1] != ander[1]:
        return f"headers {set(een[1].items()) ^ set(ander[1].items())}"
    plek = next(
        (i for i, (a, b) in enumerate(zip(een[2], ander[2], strict=False)) if a != b),
        min(len(een[2]), len(ander[2])),
    )
    begin = max(0, plek - 60)
    return f"body {een[2][begin : plek + 90]!r} / {ander[2][begin : plek + 90]!r}"


# --- the matrix ---------------------------------------------------------------------------------


def _zonder_adres(antwoord, server, deur: Deur, kant: Kant) -> tuple:
    """A fingerprint without the address that was asked, which error pages repeat."""
    status, koppen, tekst = afdruk(antwoord, ())
    adres = f"{server.url}/{deur.pad(kant)}".partition("?")[0]
    while adres not in (f"{server.url}/{MAP}", server.url, ""):
        tekst = tekst.replace(quote(adres, safe=""), "HIER").replace(f'{adres}"', 'HIER"')
        adres = adres.rpartition("/")[0] if adres.startswith(f"{server.url}/{MAP}") else ""
    return status, tuple(sorted(koppen.items())), tekst


def deuren_voor(wie: str | None) -> Iterator[Deur]:
    """All for a visitor who is not logged in; the others share the doors on the item itself."""
    beurt, aantal = VREEMDEN.index(wie) - 1, len(VREEMDEN) - 1
    for nummer, deur in enumerate(DEUREN):
        if wie is None or not deur.op_het_item or nummer % aantal == beurt:
            yield deur


@pytest.mark.parametrize("wie", VREEMDEN)
def test_before_the_moment_no_door_tells_a_stranger_anything(opstelling, wie):
    echt, niets = opstelling.kanten
    sessie = _sessie(wie)
    # What this person gets where there never was anything; who gets that needs no twin.
    leeg: set[tuple] = set()
    fouten = []
    for deur in deuren_voor(wie):
        antwoord = vraag(sessie, opstelling, deur, echt)
        # What an author wrote down in a public page, that page repeats.
        schreef = deur.naam.startswith(("verwijzing", "van elders"))
        woorden = gezongen(deur, echt, antwoord, not schreef)
        if woorden:
            fouten.append(f"{deur.naam}: {woorden} {antwoord.status_code}")
        if deur.is_een_vraag(echt, niets) or (
            antwoord.status_code == 404 and _zonder_adres(antwoord, opstelling, deur, echt) in leeg
        ):
            continue
        tweeling = vraag(sessie, opstelling, deur, niets)
        if tweeling.status_code == 404:
            leeg.add(_zonder_adres(tweeling, opstelling, deur, niets))
        een, ander = afdruk(antwoord, opstelling.kanten), afdruk(tweeling, opstelling.kanten)
        if een != ander:
            fouten.append(f"{deur.naam}: {_verschil(een, ander)}")
    assert not fouten, f"{len(fouten)} of {len(DEUREN)} doors\n" + "\n".join(fouten)


@pytest.mark.parametrize("wanneer", [timedelta(0), timedelta(hours=1)], ids=["at", "after"])
def test_from_the_moment_on_the_doors_show_it_to_everybody(opstelling, zet_klok, wanneer):
    zet_klok(opstelling.tot + wanneer)
    sessie = _sessie(None)
    stil = []
    for deur in DEUREN:
        if deur.toont and not gezongen(
            deur, opstelling.kanten[0], vraag(sessie, opstelling, deur, opstelling.kanten[0])
        ):
            stil.append(deur.naam)
    assert not stil


@pytest.mark.parametrize("wie", [LEZER, "griffie-gm1969"])
def test_its_readers_see_it_before_the_moment(opstelling, wie):
    sessie = _sessie(wie)
    for pad in ("het item html /", "het item json /", "de bijlage html /kluut.pdf/@@download"):
        deur = next(deur for deur in DEUREN if deur.naam == pad)
        assert gezongen(
            deur, opstelling.kanten[0], vraag(sessie, opstelling, deur, opstelling.kanten[0])
        )


@pytest.mark.parametrize("wie", [None, LOS, "medewerker-gm1969"])
def test_after_withdrawal_no_door_shows_its_words(opstelling, zet_klok, wie):
    zet_klok(opstelling.tot)
    griffie = _sessie("griffie-gm1969")
    brief = f"{opstelling.url}/{opstelling.kanten[0].brief}"
    griffie.get(brief, headers=JSON, timeout=60)
    griffie.post(
        f"{brief}/@workflow/trek_in", json={"comment": "Onjuist"}, headers=JSON, timeout=60
    ).raise_for_status()
    sessie = _sessie(wie)
    fouten = []
    for deur in DEUREN:
        if deur.kop is HTML and not deur.toont:
            continue
        antwoord = vraag(sessie, opstelling, deur, opstelling.kanten[0])
        woorden = gezongen(deur, opstelling.kanten[0], antwoord, ook_het_id=False)
        if woorden:
            fouten.append(f"{deur.naam}: {woorden} {antwoord.status_code}")
    assert not fouten


# --- one by one ---------------------------------------------------------------------------------


def haal(server, pad, wie=None, kop=HTML, **kwargs):
    return _sessie(wie).get(
        f"{server.url}/{pad}", headers=kop, allow_redirects=False, timeout=60, **kwargs
    )


def stuur(server, pad, wie, gegevens, methode="POST"):
    return _sessie(wie).request(
        methode, f"{server.url}/{pad}", json=gegevens, headers=JSON, timeout=60
    )


@pytest.fixture
def stil(server):
    """A page of stock Plone that only its editors see."""
    login(server.app, SITE_OWNER_NAME)
    pagina = _voeg_toe(server.portal, "Document", openbaar=False, id="stil", title="zilvermeeuw")
    transaction.commit()
    return pagina


@pytest.mark.parametrize("wie", [None, "raadslid-gm0047"])
def test_a_part_of_a_form_is_for_whoever_may_have_the_form(server, stil, wie):
    deel = "++widget++form.widgets.IDublinCore.title"
    dicht = haal(server, f"stil/@@edit/{deel}", wie)
    nergens = haal(server, f"stil/@@edid/{deel}", wie)

    assert dicht.status_code == nergens.status_code == 404
    assert dicht.text.replace("edit", "edid") == nergens.text
    transaction.begin()
    assert not server.portal["stil"].restrictedTraverse("@@plone_lock_info").is_locked()
    assert haal(server, f"stil/@@edit/{deel}/@@getVocabulary", "admin").status_code != 404


def test_what_is_not_effective_is_not_for_the_caller_to_decide(demo, als, verzoek, monkeypatch):
    monkeypatch.setattr(
        queryparser, "_old_parseFormquery", lambda *args: {"show_inactive": True, "Title": "x"}
    )
    for wie, over in (
        (None, {"Title"}),
        ("griffie-gm1969", {"Title"}),
        ("admin", {"Title", "show_inactive"}),
    ):
        als(demo, wie)
        assert set(queryparser.parseFormquery(demo, [{}])) == over
        zoekvraag = getMultiAdapter((demo, verzoek), IZCatalogCompatibleQuery)
        assert set(zoekvraag({"show_inactive": True, "Title": "x"})) == over


def test_the_404_page_leads_a_reader_who_is_not_logged_in_back_to_the_letter(opstelling):
    echt, niets = opstelling.kanten
    pagina = haal(opstelling, echt.brief)
    (terug,) = re.findall(r'href="([^"]*/login\?came_from=[^"]*)"', pagina.text)
    assert terug.endswith(quote(f"{opstelling.url}/{echt.brief}", safe=""))
    assert terug.replace(ECHT, NIETS) in haal(opstelling, niets.brief).text

    sessie = requests.Session()
    formulier = sessie.get(terug, headers=HTML, timeout=60).text
    velden = dict(re.findall(r'name="([^"]+)"[^>]*?value="([^"]*)"', formulier))
    velden |= {"__ac_name": LEZER, "__ac_password": WACHTWOORD, "buttons.login": "Log in"}
    velden["came_from"] = f"{opstelling.url}/{echt.brief}"
    brief = sessie.post(f"{opstelling.url}/login", data=velden, headers=HTML, timeout=60)
    assert brief.status_code == 200 and KANARIES["tekst"] in brief.text

    # Somebody who is logged in and no reader is not told to log in.
    assert "came_from" not in haal(opstelling, echt.brief, "raadslid-gm0047").text


def test_after_logging_in_a_stranger_goes_home_whether_the_letter_is_there_or_not(opstelling):
    for kant in opstelling.kanten:
        velden = {
            "__ac_name": "raadslid-gm0047",
            "__ac_password": WACHTWOORD,
            "buttons.login": "Log in",
            "came_from": f"{opstelling.url}/{kant.brief}",
        }
        antwoord = requests.post(
            f"{opstelling.url}/login", data=velden, headers=HTML, allow_redirects=False, timeout=60
        )
        assert (antwoord.status_code, antwoord.headers["Location"]) == (302, opstelling.url)


def test_a_letter_leads_to_its_neighbour_for_whoever_can_see_that(opstelling):
    pad = f"{MAP}/1969216064"
    for wie in VREEMDEN:
        assert haal(opstelling, pad, wie, JSON).json()["next_item"] == {}
        assert ECHT not in haal(opstelling, pad, wie).text
    buur = haal(opstelling, pad, LEZER, JSON).json()["next_item"]
    assert buur["@id"] == f"{opstelling.url}/{opstelling.kanten[0].brief}"


def test_a_reader_follows_a_former_path_and_a_stranger_does_not(opstelling):
    vroeger = f"{MAP}/vroeger-een"
    for kop in (HTML, JSON):
        assert haal(opstelling, vroeger, None, kop).status_code == 404
        lezer = haal(opstelling, vroeger, LEZER, kop)
        assert lezer.status_code == 302
        assert lezer.headers["Location"] == f"{opstelling.url}/{opstelling.kanten[0].brief}"


def test_a_text_is_not_kept_for_others_as_one_person_saw_it(opstelling, zet_klok):
    pad = f"{opstelling.kanten[0].bij}/bijschrift"
    for _keer in range(2):
        assert KANARIES["titel van het beeld"] in haal(opstelling, pad, LEZER).text
        assert KANARIES["titel van het beeld"] not in haal(opstelling, pad).text
    zet_klok(opstelling.tot)
    assert KANARIES["titel van het beeld"] in haal(opstelling, pad).text


def test_the_copy_of_a_preview_image_comes_with_the_moment_and_goes_with_withdrawal(
    opstelling, zet_klok
):
    pad = f"{opstelling.kanten[0].bij}?metadata_fields=image_scales"
    naam = KANARIES["naam van het beeld"]
    for wie in (None, LEZER):
        assert naam not in haal(opstelling, pad, wie, JSON).text
    zet_klok(opstelling.tot)
    assert naam in haal(opstelling, pad, None, JSON).text
    stuur(
        opstelling,
        f"{opstelling.kanten[0].brief}/@workflow/trek_in",
        "griffie-gm1969",
        {"comment": "Onjuist"},
    ).raise_for_status()
    assert naam not in haal(opstelling, pad, None, JSON).text


def test_what_links_to_a_page_is_told_to_whoever_can_see_it(opstelling):
    kant = opstelling.kanten[0]
    pad = f"@linkintegrity?uids={kant.uids['doel']}"
    assert KANARIES["titel"] not in haal(opstelling, pad, None, JSON).text
    assert KANARIES["titel"] in haal(opstelling, pad, LEZER, JSON).text


@pytest.fixture
def verzoek(demo):
    """The request of the site is one with the add-on, as over HTTP."""
    request = demo.REQUEST.clone()
    alsoProvides(request, IGroningseNormLayer)
    setRequest(request)
    yield request
    setRequest(demo.REQUEST)


def test_an_author_learns_nothing_from_how_a_path_is_taken(demo, als, verzoek):
    """Written down in a text, as a link, or as an alternative address of a page."""
    uid = demo.unrestrictedTraverse(f"{MAP}/1969216999").UID()
    link = f"/{MAP}/1969216999"
    invoer = LinkWidgetDataConverter(TextLine(), None)
    for wie, ziet in (("medewerker-gm1969", False), ("griffie-gm1969", True)):
        als(demo, wie)
        for module in (blocks, dxfields):
            assert (module.path2uid(demo, link) != link) is ziet
            assert module.path2uid(demo, f"/{MAP}/1969216064") != link
        for module in (redirects, add):
            assert bool(module.absolutize_path(link)[1]) is ziet
        assert bool(queryparser.getPathByUID(demo, uid)) is ziet
        assert (invoer.toWidgetValue(f"/{demo.getId()}{link}")["internal"] == uid) is ziet
        verzoek.form["path"] = f"{MAP}/1969216999"
        pagina = getMultiAdapter((demo, verzoek), name="allow_upload")
        if ziet:
            assert pagina()
        else:
            with pytest.raises(KeyError):
                pagina()


# --- what is never done with such an item, and what lies in it ----------------------------------


def test_whoever_may_add_where_such_items_lie_sees_them_all(demo):
    """So that a name that is taken tells nobody anything new."""
    for pad, soort in ((MAP, "brief"), ("norm", "norm")):
        houder = demo.unrestrictedTraverse(pad)
        toevoegers = set(rolesForPermissionOn(rechten.TOEVOEGEN, houder)) - {"Site Administrator"}
        for status in (Status.INTERN, Status.ONDER_EMBARGO, Status.INGETROKKEN):
            assert toevoegers <= set(LEZERS[soort][status]), (pad, status)


def test_what_lies_inside_follows_its_container_whatever_its_own_workflow(opstelling):
    portal = opstelling.portal
    portal.portal_workflow.setChainForPortalTypes(("File",), ("simple_publication_workflow",))
    login(opstelling.app, SITE_OWNER_NAME)
    elders = _voeg_toe(
        portal,
        "File",
        id="kemphaan.txt",
        title="kemphaan",
        file=NamedBlobFile(b"wulpen", "text/plain", "kluut.txt"),
    )
    brief = portal.unrestrictedTraverse(opstelling.kanten[0].brief)
    assert portal.portal_workflow.getInfoFor(elders, "review_state") == "published"
    transaction.savepoint()
    brief._setObject("kemphaan.txt", elders._getCopy(brief))
    assert portal.portal_workflow.getChainFor(brief["kemphaan.txt"]) == ()
    transaction.commit()
    for pad, kop in (
        ("@search?portal_type=File&b_size=100", JSON),
        ("@@search?portal_type=File", HTML),
        (f"{opstelling.kanten[0].brief}/kemphaan.txt", JSON),
    ):
        assert f"{ECHT}/" not in haal(opstelling, pad, None, kop).text.replace(pad, "")
    assert haal(opstelling, f"{opstelling.kanten[0].brief}/kemphaan.txt", LEZER).status_code in (
        200,
        302,
    )


def test_a_part_does_not_become_public_before_what_it_lies_in(demo, als):
    norm = demo["norm"]["groningse-norm"]
    model = norm["model-uitvoeringsplan"]
    zet(norm, PUBLICATIE["Norm"], "onder_embargo")
    zet(model, PUBLICATIE["Uitvoeringsplan"], "intern")
    als(demo, "normbeheerder")
    with pytest.raises(WorkflowException):
        demo.portal_workflow.doActionFor(model, "publiceer")
    assert demo.portal_workflow.getInfoFor(model, "publicatie_status") == "intern"


def test_no_comments_no_working_copies_no_feed_and_no_default_page(demo, als, verzoek):
    als(demo, "griffie-gm1969")
    brief = demo.unrestrictedTraverse(f"{MAP}/1969216064")

    def view(obj, naam):
        return getMultiAdapter((obj, verzoek), name=naam)

    brief.allow_discussion = True
    assert not view(brief, "conversation_view").enabled()
    assert not view(brief, "iterate_control").checkout_allowed()
    assert not view(brief, "default_page").isDefaultPage(brief)
    IFeedSettings(brief).enabled = True
    with pytest.raises(NotFound):
        view(brief, "rss.xml")()
    map_ = brief.aq_parent
    map_._setProperty("default_page", brief.getId(), "string")
    assert view(map_, "default_page").getDefaultPage() is None


def test_nobody_but_who_runs_the_site_reads_the_undo_log(server):
    for wie in VREEMDEN[1:]:
        if wie != LOS:
            assert haal(server, "@transactions", wie, JSON).status_code == 401
    assert haal(server, "@transactions", "admin", JSON).status_code == 200
