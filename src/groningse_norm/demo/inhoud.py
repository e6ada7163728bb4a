"""Demo content, made by the same acts that people use."""

import secrets
from datetime import UTC, date, datetime, timedelta
from importlib.resources import files

from DateTime import DateTime
from plone import api
from plone.app.textfield.value import RichTextValue
from plone.dexterity.utils import addContentToContainer, createContent
from zope.event import notify
from zope.lifecycleevent import ObjectModifiedEvent

from groningse_norm import klok
from groningse_norm.aanwijzing.domain import Ambt, Opgave, bevoegdheden
from groningse_norm.aanwijzing.register import register_van, wijs_aan
from groningse_norm.demo.accounts import maak_accounts
from groningse_norm.embargo.domain import PUBLICATIE, Status
from groningse_norm.formulieren.aanmelding import maak_bijeenkomst
from groningse_norm.norm.domain import VELD_VAN_LETTER
from groningse_norm.ondertekening.domain import (
    ONDERTEKENING,
    Hoedanigheid,
    akkoordzin,
    onderteken,
)
from groningse_norm.ondertekening.lidmaatschap import lidmaatschap_van
from groningse_norm.ondertekening.ondertekenaar import Ondertekenaar
from groningse_norm.ondertekening.opslag import Dossier
from groningse_norm.overheid.opzoeken import overheid_met
from groningse_norm.plan.domain import Stand
from groningse_norm.plan.model.overnemen import neem_afspraak_over, neem_model_over
from groningse_norm.raadsbrief.inlezen import lees_brief
from groningse_norm.raadsbrief.registreer import registreer
from groningse_norm.raadsbrief.verband.handelingen import verbind
from groningse_norm.raadsbrief.verzending.handelingen import vergeet_verzendingen
from groningse_norm.structuur import maak_overheden, maak_structuur
from groningse_norm.toezegging.domain import Status as Uitkomst
from groningse_norm.toezegging.handelingen import leg_vast, werk_bij
from groningse_norm.voortgang.bijhouden import neem_maatregel_waar, neem_plan_waar
from groningse_norm.voortgang.opslag import vergeet
from groningse_norm.werkstroom.bouw import publiceer, verplaats, zet

SOORTEN = {"G": "gemeente", "P": "provincie", "W": "waterschap"}
# The norm was signed on Friday 4 April 2025; the letter was public from 14.00 on.
ONDERTEKEND_OP = datetime(2025, 4, 4, 11, 0, tzinfo=UTC)
OPENBAAR_OP = datetime(2025, 4, 4, 12, 0, tzinfo=UTC)
VOORBEELD = (
    "<p><strong>Voorbeeldgegevens.</strong> De tekst van de Groningse norm is niet openbaar. "
    "De basisafspraken op deze site zijn in eigen woorden gemaakt, naar de onderwerpen die "
    "normen van andere regio's behandelen.</p>"
)


def laad(portal) -> None:
    """Load the demo into a site. What is there already stays as it is."""
    nu = klok.nu()
    maak_structuur(portal)
    overheden = maak_overheden(portal)
    maak_accounts(portal)
    if "groningse-norm" in portal["norm"]:
        return
    for overheid in overheden.values():
        _wijs_loco_aan(overheid)
    norm = _norm(portal, overheden)
    bijeenkomst = _bijeenkomst(overheden["gm0047"])
    _brieven(overheden, [norm, norm["model-uitvoeringsplan"], bijeenkomst], nu)
    _plan(overheden["gm1969"], norm, nu)
    _evaluaties(overheden["gm1969"], nu)
    _welkom(portal)


def _wijs_loco_aan(overheid) -> None:
    """The demo's deputies. That of Westerkwartier signed the norm, says the letter; the decisions
    are examples."""
    wie = f"loco-{overheid.tooi}"
    opgave = Opgave(
        gebruiker=wie,
        naam=api.user.get(userid=wie).getProperty("fullname"),
        ambt=Ambt.BESTUURSHOOFD,
        hoedanigheid=Hoedanigheid.LOCO,
        van=date(2025, 1, 1),
        tot=None,
        besluit_datum=date(2024, 12, 17),
        besluit_nummer="2024-001 (voorbeeld)",
    )
    wijs_aan(overheid, opgave, klok.nu())


def _html(tekst: str) -> RichTextValue:
    return RichTextValue(tekst, "text/html", "text/x-html-safe")


def _bron(naam: str) -> str:
    return (files("groningse_norm.demo") / naam).read_text(encoding="utf-8")


def _norm(portal, overheden):
    norm = addContentToContainer(
        portal["norm"],
        createContent(
            "Norm",
            id="groningse-norm",
            title="Groningse norm",
            partijen=list(overheden),
            inleiding=_html(
                "<p>Dertien overheden in Groningen maken met elkaar basisafspraken tegen de "
                "invloed van georganiseerde criminaliteit op het openbaar bestuur. Zij "
                "ondertekenden de norm op 4 april 2025.</p>" + VOORBEELD
            ),
            ambities=_html(
                "<ul><li>Onze organisaties zijn weerbaar: medewerkers en bestuurders herkennen "
                "signalen en weten wat zij ermee doen.</li>"
                "<li>Onze informatiehuishouding is op orde: een signaal komt terecht bij wie er "
                "iets mee kan.</li>"
                "<li>Wij kennen de instrumenten van het bestuur en gebruiken ze.</li></ul>"
            ),
        ),
        checkConstraints=False,
    )
    for regel in _bron("afspraken.txt").splitlines():
        if regel and not regel.startswith("#"):
            _afspraak(norm, *regel.split("|"))
    model = addContentToContainer(
        norm,
        createContent(
            "Uitvoeringsplan",
            id="model-uitvoeringsplan",
            title="Model-uitvoeringsplan Groningse norm",
            model=True,
            norm=norm.UID(),
            inleiding=_html(
                "<p>Dit model helpt overheden bij hun eigen plan: een maatregel voor elke "
                "basisafspraak.</p>" + VOORBEELD
            ),
        ),
        checkConstraints=False,
    )
    for afspraak in norm.basisafspraken():
        neem_afspraak_over(model, afspraak)
    _laat_ondertekenen(norm, ONDERTEKEND_OP, loco=("gm1969",))
    verplaats(norm, ONDERTEKENING["Norm"], "start_uitvoering")
    _maak_openbaar(norm, OPENBAAR_OP)
    return norm


def _afspraak(norm, nummer: str, tekst: str, voor: str, eigenaar: str, bewijs: str) -> None:
    regionaal = tekst.endswith(" (R)")
    tekst = tekst.removesuffix(" (R)")
    addContentToContainer(
        norm,
        createContent(
            "Basisafspraak",
            id=nummer.lower(),
            nummer=nummer,
            title=tekst,
            tekst=f"{tekst}.",
            veld=VELD_VAN_LETTER[nummer[0]].value,
            geldt_voor=[SOORTEN[letter] for letter in voor],
            eigenaar=eigenaar,
            bewijs=bewijs,
            regionaal_product=regionaal,
            toelichting="Voorbeeldgegevens.",
        ),
        checkConstraints=False,
    )


def _laat_ondertekenen(stuk, moment: datetime, loco: tuple[str, ...] = ()) -> None:
    """A complete round of example signatures; nobody's password is needed for those."""
    werkstroom = ONDERTEKENING[stuk.portal_type]
    verplaats(stuk, werkstroom, "bied_aan")
    dossier = Dossier(stuk)
    ronde = dossier.ronde
    assert ronde is not None
    for partij in ronde.partijen:
        is_loco = partij.tooi in loco
        hoedanigheid = Hoedanigheid.LOCO if is_loco else Hoedanigheid.EIGEN_AMBT
        soort = {"ondertekenaars": "loco" if is_loco else "ondertekenaar"}.get(
            partij.groep.partition("-")[2], "secretaris"
        )
        lid = api.user.get(userid=f"{soort}-{partij.tooi}")
        functie = partij.functie(hoedanigheid)
        (bevoegdheid,) = bevoegdheden(
            register_van(overheid_met(partij.tooi)), lid.getId(), partij.ambt, moment
        )
        assert bevoegdheid.hoedanigheid is hoedanigheid
        naam = lid.getProperty("fullname")
        overheid = api.group.get(partij.groep).getProperty("title").partition(":")[0]
        wie = Ondertekenaar(
            lid.getId(),
            naam,
            "voorbeeldgegevens",
            lidmaatschap_van(lid.getId(), partij.groep),
            secrets.token_hex(16),
            bevoegdheid,
        )
        ronde = onderteken(
            ronde,
            dossier.keten,
            partij,
            wie,
            moment,
            functie=functie,
            hoedanigheid=hoedanigheid,
            verwijzing=bevoegdheid.verwijzing,
            zin=akkoordzin(naam, functie, overheid, stuk.title, ronde.versie),
            getoonde_momentopname=ronde.momentopname,
        )
        dossier.voeg_toe(ronde.handtekeningen[-1], wie.besloten)
    verplaats(stuk, werkstroom, "onderteken")


def _maak_openbaar(stuk, sinds: datetime) -> None:
    zet(stuk, PUBLICATIE[stuk.portal_type], Status.OPENBAAR)
    for kind in stuk.objectValues():
        if kind.portal_type in PUBLICATIE:
            zet(kind, PUBLICATIE[kind.portal_type], Status.OPENBAAR)
    stuk.setEffectiveDate(DateTime(sinds.timestamp(), "Europe/Amsterdam"))
    stuk.reindexObject(idxs=["effective"])


def _brief(overheid, kenmerk: str, datum: date | None = None):
    tekst = _bron(f"brieven/{kenmerk}.txt")
    if datum is not None:
        tekst = tekst.format(datum=klok.datum_in_woorden(datum))
    return registreer(overheid, lees_brief(tekst.encode(), bestandsnaam=f"{kenmerk}.txt"))


def _brieven(overheden, hoort_bij, nu: datetime) -> None:
    westerkwartier, veendam = overheden["gm1969"], overheden["gm0047"]
    vandaag = klok.dag_van(nu)

    openbaar = _brief(westerkwartier, "1969216064")
    openbaar.beleidskader = [
        "Integraal veiligheidsbeleidsplan 2024 \u2013 2027",
        "Contourennota (2022)",
        "Plan van aanpak Regionale aanpak van ondermijning (2023)",
    ]
    openbaar.trefwoorden = ["Groningse norm", "Ondermijning"]
    verbind(openbaar, [stuk.UID() for stuk in hoort_bij])
    _laat_ondertekenen(openbaar, datetime(2025, 3, 31, 9, 0, tzinfo=UTC))
    _maak_openbaar(openbaar, OPENBAAR_OP)

    _toezeggingen(openbaar, nu)

    embargo = _brief(westerkwartier, "1969216999", vandaag)
    embargo.embargo_tot = klok.op_de_minuut(nu + timedelta(days=2))
    embargo.embargo_reden = "Eerst overleg met de ondernemingsraad (voorbeeld)"
    _laat_ondertekenen(embargo, nu)
    verplaats(embargo, PUBLICATIE["Raadsbrief"], "verzend")
    # The accounts of the demo have no mailbox, also not when somebody sets up a mail server.
    vergeet_verzendingen(embargo)

    leg_vast(
        embargo,
        {
            "tekst": "Voorbeeld: de raad krijgt de verbeterpunten in de voortgangsrapportage",
            "passage": "maken wij de verbeterpunten bekend in de voortgangsrapportage",
            "termijn": (vandaag + timedelta(days=120)).isoformat(),
            "verantwoordelijke": "burgemeester",
        },
        nu,
    )

    _brief(veendam, "0047000123", vandaag)


def _toezeggingen(brief, nu: datetime) -> None:
    """Examples: one that was kept, and one that is overdue."""
    gedaan = {
        "tekst": "Voorbeeld: de raad krijgt de norm en het model-uitvoeringsplan",
        "passage": "U ontvangt de norm en het model-uitvoeringsplan ter kennisneming",
        "termijn": "2025-05-01",
        "verantwoordelijke": "burgemeester",
        "openbaar": True,
    }
    laat = {
        "tekst": "Voorbeeld: de raad hoort wat op de informatiebijeenkomst is besproken",
        "passage": "Op 22 mei 2025 is er in Veendam een informatiebijeenkomst",
        "termijn": "2025-07-01",
        "verantwoordelijke": "beleidsadviseur veiligheid",
        "openbaar": True,
    }
    eerste = leg_vast(brief, gedaan, OPENBAAR_OP)
    leg_vast(brief, laat, OPENBAAR_OP)
    uitkomst = {
        "status": Uitkomst.NAGEKOMEN.value,
        "per": "2025-04-10",
        "opmerking": "Voorbeeld: met de weekbrief gestuurd.",
    }
    werk_bij(brief, eerste.nummer, uitkomst, nu)


def _plan(overheid, norm, nu: datetime) -> None:
    """A plan in progress. The states are invented, spread over all values."""
    plan, _aantal = neem_model_over(overheid, norm)
    plan.looptijd_van = date(2025, 4, 4)
    plan.looptijd_tot = date(2027, 12, 31)
    plan.portefeuillehouder = "burgemeester"
    plan.trekker = "beleidsadviseur veiligheid"
    plan.inleiding = _html(
        "<p><strong>Voorbeeldgegevens.</strong> De voortgang in dit plan is verzonnen.</p>"
    )
    vandaag = klok.dag_van(nu)
    for volgnummer, maatregel in enumerate(plan.maatregelen()):
        maatregel.start = date(2025, 5, 1)
        maatregel.deadline = vandaag + timedelta(days=30 * (volgnummer % 12 - 3))
        maatregel.gewicht = 2 if maatregel.nummer in ("A03", "A14", "B03") else 1
    plan.reindexObject()
    _laat_ondertekenen(plan, datetime(2025, 5, 12, 9, 0, tzinfo=UTC))
    verplaats(plan, ONDERTEKENING["Uitvoeringsplan"], "start_uitvoering")
    _voortgang(plan, nu)


def _voortgang(plan, nu: datetime) -> None:
    """Invented states, and an invented history of how they came about since the plan began."""
    begin = datetime(2025, 5, 12, 9, 0, tzinfo=UTC)
    vandaag = klok.dag_van(nu)
    verloop = (
        Stand.UITGEVOERD,
        Stand.IN_ONTWIKKELING,
        Stand.UITGEVOERD,
        Stand.ONTBREEKT,
        Stand.IN_ONTWIKKELING,
    )
    # What was noted while the plan was made would start the history today.
    vergeet(plan.UID())
    neem_plan_waar(plan, begin)
    for volgnummer, maatregel in enumerate(plan.maatregelen()):
        einde = verloop[volgnummer % len(verloop)]
        for dagen, stand in ((0, Stand.ONTBREEKT), (45, Stand.IN_ONTWIKKELING), (150, einde)):
            maatregel.stand = einde.value if einde is Stand.ONTBREEKT else stand.value
            moment = begin + timedelta(days=dagen + 11 * volgnummer if dagen else 0)
            neem_maatregel_waar(maatregel, min(moment, nu), "medewerker-gm1969")
        maatregel.toelichting = "Voorbeeld: besproken in het overleg van de trekkers."
        if maatregel.stand == Stand.UITGEVOERD:
            maatregel.bewijs = "Voorbeeld: vastgesteld besluit in het zaaksysteem."
        maatregel.volgende_toets = vandaag + timedelta(days=90)
        if maatregel.nummer == "B06":
            maatregel.stand = Stand.NIET_VAN_TOEPASSING.value
            maatregel.reden_nvt = "Voorbeeld: het beeld wordt door de regio gemaakt."
        notify(ObjectModifiedEvent(maatregel))


def _evaluaties(overheid, nu: datetime) -> None:
    """Last year's, signed and public, and a draft of this year's. Text and numbers are invented."""
    dit_jaar = klok.dag_van(nu).year
    for jaar in (dit_jaar - 1, dit_jaar):
        evaluatie = addContentToContainer(
            overheid,
            createContent(
                "Evaluatie",
                title=f"Evaluatie {jaar} (voorbeeld)",
                jaar=jaar,
                tekst=_html(_bron("evaluatie.html").format(jaar=jaar)),
            ),
            checkConstraints=False,
        )
        if jaar < dit_jaar:
            _laat_ondertekenen(evaluatie, nu)
            _maak_openbaar(evaluatie, nu)


def _bijeenkomst(overheid):
    bijeenkomst, _formulier = maak_bijeenkomst(
        overheid["bijeenkomsten"],
        titel="Informatiebijeenkomst regionale aanpak ondermijning",
        begin=datetime(2025, 5, 22, 19, 30, tzinfo=klok.AMSTERDAM),
        einde=datetime(2025, 5, 22, 21, 30, tzinfo=klok.AMSTERDAM),
        plaats="Veendam",
        tekst=(
            "<p>Voor bestuurders, raadsleden en statenleden in Groningen, over de voortgang van "
            "de regionale aanpak van ondermijning. De tijden zijn een voorbeeld.</p>"
        ),
        organisator_email="griffie-gm0047@example.org",
        capaciteit=120,
    )
    return bijeenkomst


def _welkom(portal) -> None:
    welkom = addContentToContainer(
        portal,
        createContent(
            "Document",
            id="welkom",
            title="Samen weerbaar in Groningen",
            description="De norm, de plannen en de brieven van dertien overheden",
            text=_html(_bron("welkom.html")),
        ),
        checkConstraints=False,
    )
    publiceer(welkom)
    portal.setDefaultPage("welkom")
