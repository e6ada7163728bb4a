"""The shape of the source: rules without Zope, imports one way, and nobody imports a door."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

PAKKET = "groningse_norm"
BRON = Path(__file__).resolve().parents[2] / "src" / PAKKET

# The framework: nothing of it in a module of rules.
RAAMWERK = {
    "AccessControl",
    "Acquisition",
    "App",
    "BTrees",
    "DateTime",
    "OFS",
    "Products",
    "ZODB",
    "ZPublisher",
    "Zope2",
    "collective",
    "persistent",
    "plone",
    "transaction",
    "zExceptions",
    "zope",
}
# Modules of rules beside each capability's ``domain``.
REGELS = {
    "bijlage.beeld",
    "bijlage.boom",
    "bijlage.kantoor",
    "bijlage.pdf",
    "bijlage.scanner",
    "bijlage.schoonmaak",
    "bijlage.verborgen",
    "begrenzing",
    "bladen",
    "buitenom.keuring",
    "klok",
    "ondertekening.afdruk",
    "ondertekening.beperking",
    "ondertekening.buiten",
    "ondertekening.bundel",
    "ondertekening.fasen",
    "ondertekening.ondertekenaar",
    "ondertekening.partijen",
    "ondertekening.verificatie",
    "ondertekening.weigeringen",
    "plan.uitwisseling.bestand",
    "plan.uitwisseling.lezen",
    "plan.uitwisseling.proef",
    "plan.uitwisseling.schrijven",
    "plan.uitwisseling.werkboek",
    "plan.werkblad.opmaak",
    "plan.werkblad.regel",
    "plan.werkblad.vraag",
    "rechten",
    "rekenblad",
    "raadsbrief.aanhef",
    "raadsbrief.beleidskader",
    "raadsbrief.bijlagenlijst",
    "raadsbrief.brief",
    "raadsbrief.briefdatum",
    "raadsbrief.briefkop",
    "raadsbrief.brieftekst",
    "raadsbrief.embargovermelding",
    "raadsbrief.formaten",
    "raadsbrief.formaten.bestand",
    "raadsbrief.formaten.docx",
    "raadsbrief.formaten.docx_onderdelen",
    "raadsbrief.formaten.gelezen",
    "raadsbrief.formaten.kind",
    "raadsbrief.formaten.odt",
    "raadsbrief.formaten.pakket",
    "raadsbrief.formaten.pdf",
    "raadsbrief.formaten.pdf_volgorde",
    "raadsbrief.formaten.tekst",
    "raadsbrief.geweigerd",
    "raadsbrief.herkomst",
    "raadsbrief.inlezen",
    "raadsbrief.labels",
    "raadsbrief.nederlandse_datums",
    "raadsbrief.ondertekenaars",
    "raadsbrief.persoonsnaam",
    "raadsbrief.regelopmaak",
    "raadsbrief.vondst",
    "termijnen.ical",
    "versies.verschil",
    "voortgang.grafiek",
    "voortgang.vergelijking",
}
# Messages carry a mark for the translator; that is all a module of rules takes from Zope.
VERTAALMERK = f"{PAKKET}.i18n"

# Capability → what it may import, and what those may import in their turn. A door may besides know
# the rules and interfaces of any other capability.
RICHTING: dict[str, set[str]] = {
    "werkstroom": set(),
    "pdf": set(),
    "overheid": {"werkstroom", "pdf"},
    "norm": {"overheid"},
    "plan": {"norm"},
    "aanwijzing": {"overheid", "logboek"},
    "ondertekening": {"plan", "aanwijzing", "logboek", "berichten"},
    "logboek": set(),
    "geheimhouding": {"logboek"},
    "berichten": {"overheid"},
    "buitenom": {"ondertekening", "bijlage"},
    "embargo": {
        "plan",
        "ondertekening.domain",
        "geheimhouding",
        "logboek",
        "berichten",
        "termijnen",
    },
    "voortgang": {"plan", "ondertekening.domain", "embargo.domain", "logboek"},
    "termijnen": {"voortgang", "berichten"},
    "raadsbrief": {"ondertekening", "embargo"},
    "afdruk": {"raadsbrief", "versies"},
    "overzicht": {"ondertekening", "afdruk"},
    "versies": {"ondertekening"},
    "register": {"raadsbrief", "versies"},
    "toezegging": {"raadsbrief", "logboek", "versies"},
    "bijlage": {"ondertekening", "embargo"},
    "formulieren": {"norm"},
    "evaluatie": {"voortgang", "ondertekening"},
    "mijnwerk": {"ondertekening", "buitenom", "embargo", "termijnen", "toezegging"},
    "deuren": {"embargo"},
}
# These put a site or a process together out of all capabilities; a capability does not know them.
SAMENSTELLING = {
    "afbouw",
    "demo",
    "distributie",
    "opdrachten",
    "setuphandlers",
    "structuur",
    "testing",
}
ZONDER_REGELS = {"vormgeving"}
DEUREN = {"rest", "views", "subscribers"}


def modules() -> Iterator[tuple[str, Path]]:
    for pad in sorted(BRON.rglob("*.py")):
        delen = pad.relative_to(BRON).with_suffix("").parts
        yield ".".join(delen[:-1] if delen[-1] == "__init__" else delen), pad


def imports(pad: Path) -> set[str]:
    """Absolute dotted names that a module imports, wherever in it."""
    gevonden: set[str] = set()
    for knoop in ast.walk(ast.parse(pad.read_text(encoding="utf-8"), str(pad))):
        if isinstance(knoop, ast.Import):
            gevonden |= {naam.name for naam in knoop.names}
        elif isinstance(knoop, ast.ImportFrom):
            assert knoop.level == 0, f"{pad}: relative import"
            gevonden.add(knoop.module)
            gevonden |= {f"{knoop.module}.{naam.name}" for naam in knoop.names}
    return gevonden


def eigen(namen: set[str]) -> set[str]:
    """Those of this package, without its name."""
    return {naam.removeprefix(f"{PAKKET}.") for naam in namen if naam.startswith(f"{PAKKET}.")}


def is_regels(module: str) -> bool:
    return module in REGELS or module.rpartition(".")[2] == "domain"


ALLE = dict(modules())
elke_module = pytest.mark.parametrize("module", [naam for naam in ALLE if naam])
elke_module_van_regels = pytest.mark.parametrize(
    "module", [naam for naam in ALLE if is_regels(naam)]
)
elke_module_van_een_capability = pytest.mark.parametrize(
    "module", [naam for naam in ALLE if naam.partition(".")[0] in RICHTING]
)


def eindpunten(capability: str) -> set[str]:
    """All that a capability may know, in steps of ``RICHTING``."""
    bereikt: set[str] = set()
    rand = [capability]
    while rand:
        for naam in RICHTING.get(rand.pop(), ()):
            if naam not in bereikt:
                bereikt.add(naam)
                rand.append(naam)
    return bereikt


def test_the_modules_of_rules_are_where_the_list_says():
    assert not REGELS - set(ALLE)


@elke_module_van_regels
def test_rules_know_no_framework(module):
    gevonden = {naam.partition(".")[0] for naam in imports(ALLE[module])}
    assert not gevonden & RAAMWERK


@elke_module_van_regels
def test_rules_import_rules_only(module):
    for naam in eigen(imports(ALLE[module])):
        if f"{PAKKET}.{naam}".startswith(VERTAALMERK):
            continue
        # "from x import y" gives x and x.y; the module is the longest that is a file.
        bron = naam if naam in ALLE else naam.rpartition(".")[0]
        assert not bron or is_regels(bron), f"{module} imports {naam}"


@elke_module
def test_nobody_imports_a_door(module):
    for naam in eigen(imports(ALLE[module])):
        assert not set(naam.split(".")) & DEUREN, f"{module} imports {naam}"


@elke_module_van_een_capability
def test_imports_run_one_way(module):
    capability = module.partition(".")[0]
    mag = eindpunten(capability)
    is_deur = module.rpartition(".")[2] in DEUREN
    for naam in eigen(imports(ALLE[module])):
        ander = naam.partition(".")[0]
        if ander in SAMENSTELLING:
            assert is_deur, f"{module} imports {naam}"
        if ander in RICHTING and ander != capability:
            mag_de_deur = is_deur and naam.split(".")[1] in ("domain", "interfaces")
            assert mag_de_deur or any(
                naam == deel or naam.startswith(f"{deel}.") for deel in mag
            ), f"{module} imports {naam}"


def test_every_folder_of_the_package_has_its_place():
    """A new capability is written into ``RICHTING`` with what it may know."""
    mappen = {pad.name for pad in BRON.iterdir() if (pad / "__init__.py").exists()}

    assert mappen - SAMENSTELLING - ZONDER_REGELS <= set(RICHTING)


def test_the_direction_has_no_circle():
    for capability in RICHTING:
        assert capability not in eindpunten(capability)


def test_each_service_is_told_once_in_the_reference_of_rest():
    tekst = (BRON.parents[1] / "docs" / "rest.md").read_text(encoding="utf-8")
    eerste = [
        regel.split("|")[1].strip() for regel in tekst.splitlines() if regel.startswith("| `")
    ]
    assert [kop for kop, aantal in Counter(eerste).items() if aantal > 1] == []
    namen = {
        naam
        for pad in BRON.rglob("*.zcml")
        for naam in re.findall(r'name="(@[a-z][^"]*)"', pad.read_text(encoding="utf-8"))
    }
    # These are Plone's own, which tell less here.
    assert {naam for naam in namen if naam not in tekst} == {"@contextnavigation", "@linkintegrity"}
