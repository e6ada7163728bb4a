"""``@voortgang`` over HTTP: whose numbers who gets, and that nothing else comes out."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest
import requests
import transaction
from DateTime import DateTime
from plone import api
from plone.app.testing import SITE_OWNER_NAME, login
from plone.dexterity.utils import addContentToContainer, createContent
from zope.component.hooks import setSite
from zope.event import notify
from zope.lifecycleevent import ObjectModifiedEvent

from groningse_norm import klok
from groningse_norm.demo.accounts import WACHTWOORD
from groningse_norm.embargo.domain import PUBLICATIE
from groningse_norm.ondertekening.domain import ONDERTEKENING
from groningse_norm.plan.domain import Stand
from groningse_norm.plan.model.overnemen import neem_model_over
from groningse_norm.versies.handelingen import maak_nieuwe_versie
from groningse_norm.werkstroom.bouw import verplaats, zet

HIER = "overheden/westerkwartier"
PLAN = f"{HIER}/uitvoeringsplan"
# Those who may know nothing of the plan of Westerkwartier, and those of it who see no progress.
VREEMDEN = [None, "lid", "raadslid-gm0047", "griffie-gm0047", "medewerker-gm0047"]
GEEN_LEZERS = ["raadslid-gm1969", "griffie-gm1969"]
LEZERS = ["medewerker-gm1969", "ondertekenaar-gm1969", "secretaris-gm1969", "admin"]
GEMEENTEN = ["veendam", "pekela", "stadskanaal", "eemsdelta"]
INTERN = {"te_laat", "risico", "signaal", "in_ontwikkeling", "ontbreekt", "niet_van_toepassing"}


@pytest.fixture
def site(server):
    """The demo, with a member who belongs to no authority."""
    setSite(server.portal)
    login(server.app, SITE_OWNER_NAME)
    server.portal.acl_users.source_users.addUser("lid", "lid", WACHTWOORD)
    server.portal.acl_users.portal_role_manager.assignRoleToPrincipal("Member", "lid")
    transaction.commit()

    def haal(pad: str, wie: str | None = None, **vraag):
        return requests.get(
            f"{server.url}/{pad}".rstrip("/"),
            params=vraag,
            headers={"Accept": "application/json"},
            auth=(wie, WACHTWOORD) if wie else None,
            timeout=60,
        )

    def voortgang(pad: str, wie: str | None = None, **vraag) -> dict:
        antwoord = haal(f"{pad}/@voortgang".lstrip("/"), wie, **vraag)
        assert antwoord.status_code == 200, antwoord.text
        return antwoord.json()

    return SimpleNamespace(
        portal=server.portal,
        url=server.url,
        haal=haal,
        voortgang=voortgang,
        plan=server.portal.unrestrictedTraverse(PLAN),
        vandaag=klok.nu().astimezone(klok.AMSTERDAM).date(),
    )


def maak_openbaar(plan, sinds: datetime | None = None) -> None:
    zet(plan, PUBLICATIE["Uitvoeringsplan"], "openbaar")
    if sinds is not None:
        plan.setEffectiveDate(DateTime(sinds.timestamp(), "Europe/Amsterdam"))
        plan.reindexObject(idxs=["effective"])
    transaction.commit()


def maak_plan(site, tooi_pad: str, klaar: int = 3):
    """A plan under way, of which some measures are done."""
    norm = site.portal["norm"]["groningse-norm"]
    plan, _aantal = neem_model_over(site.portal["overheden"][tooi_pad], norm)
    for obj in (plan, *plan.maatregelen()):
        zet(obj, ONDERTEKENING[obj.portal_type], "in_uitvoering")
    for maatregel in plan.maatregelen()[:klaar]:
        maatregel.stand = Stand.UITGEVOERD.value
        notify(ObjectModifiedEvent(maatregel))
    transaction.commit()
    return plan


def rij(regio: dict, tooi: str) -> dict:
    return next(rij for rij in regio["overheden"] if rij["tooi"] == tooi)


# --- a plan that is not public ------------------------------------------------------------------


@pytest.mark.parametrize("wie", [*VREEMDEN, "normbeheerder"])
def test_a_hidden_plan_answers_as_one_that_never_existed(site, wie):
    dicht = site.haal(f"{PLAN}/@voortgang", wie)
    niets = site.haal(f"{HIER}/uitvoeringsplam/@voortgang", wie)

    assert dicht.status_code == niets.status_code == 404
    assert dicht.text.replace("uitvoeringsplan", "uitvoeringsplam") == niets.text
    assert site.haal(f"{PLAN}/a03/@voortgang", wie).status_code == 404


@pytest.mark.parametrize("wie", [*VREEMDEN, "normbeheerder", *GEEN_LEZERS])
def test_an_authority_with_a_hidden_plan_answers_as_one_without_a_plan(site, wie):
    met, zonder = site.voortgang(HIER, wie), site.voortgang("overheden/veendam", wie)
    assert {**met, "@id": ""} == {**zonder, "@id": ""}

    regio = site.voortgang("", wie)
    leeg = {"bereik": "geen", "totaal": None, "velden": {}}
    assert all(leeg.items() <= een.items() and "@id" not in een for een in regio["overheden"])
    assert leeg.items() <= regio.items()


@pytest.mark.parametrize("wie", LEZERS)
def test_its_own_people_see_all_numbers(site, wie):
    gevonden = site.voortgang(PLAN, wie)

    assert gevonden["bereik"] == "intern"
    assert set(gevonden["totaal"]) >= INTERN
    assert gevonden["totaal"]["totaal"] == len(site.plan.maatregelen())
    assert sum(veld["totaal"] for veld in gevonden["velden"].values()) == 29
    assert site.voortgang(HIER, wie)["totaal"] == gevonden["totaal"]
    assert rij(site.voortgang("", wie), "gm1969")["totaal"] == gevonden["totaal"]


@pytest.mark.parametrize("wie", GEEN_LEZERS)
def test_the_clerk_and_the_council_see_no_numbers_before_publication(site, wie):
    zet(site.plan, PUBLICATIE["Uitvoeringsplan"], "onder_embargo")
    transaction.commit()

    gevonden = site.voortgang(PLAN, wie)

    assert (gevonden["bereik"], gevonden["totaal"], gevonden["velden"]) == ("geen", None, {})


# --- a public plan ------------------------------------------------------------------------------


@pytest.mark.parametrize("wie", [*VREEMDEN, "normbeheerder", *GEEN_LEZERS])
def test_of_a_public_plan_everybody_gets_counts_and_the_percentage(site, wie):
    maak_openbaar(site.plan)

    for gevonden in (
        site.voortgang(PLAN, wie),
        site.voortgang(HIER, wie),
        rij(site.voortgang("", wie), "gm1969"),
        rij(site.voortgang("norm/groningse-norm", wie), "gm1969"),
        site.voortgang("", wie)["soorten"]["gemeente"],
        site.voortgang("", wie),
    ):
        assert gevonden["bereik"] == "openbaar"
        delen = [gevonden["totaal"], *gevonden["velden"].values()]
        assert all(set(d) == {"totaal", "telt_mee", "uitgevoerd", "percentage"} for d in delen)
        assert len(delen) == 4


@pytest.mark.parametrize("wie", [*VREEMDEN, "normbeheerder", *GEEN_LEZERS])
def test_the_history_of_a_measure_of_a_public_plan_is_not_public(site, wie):
    maak_openbaar(site.plan)
    assert site.haal(f"{PLAN}/a03", wie).status_code == 200

    antwoord = site.haal(f"{PLAN}/a03/@voortgang", wie)

    assert antwoord.status_code == 401
    assert "medewerker-gm1969" not in antwoord.text
    assert "uitgevoerd" not in antwoord.text


def test_a_measure_tells_its_own_people_who_changed_what_when(site):
    gevonden = site.voortgang(f"{PLAN}/a03", "medewerker-gm1969", reeks="maand")

    assert gevonden["stand"] == site.plan["a03"].stand
    assert gevonden["geschiedenis_totaal"] == len(gevonden["geschiedenis"]) >= 2
    assert {regel["wie"] for regel in gevonden["geschiedenis"]} == {"medewerker-gm1969"}
    momenten = [regel["moment"] for regel in gevonden["geschiedenis"]]
    assert all(datetime.fromisoformat(moment).tzinfo for moment in momenten)
    assert len(gevonden["reeks"]) == 12
    assert "private" in site.haal(f"{PLAN}/a03/@voortgang", "admin").headers["Cache-Control"]


def test_the_public_learns_nothing_of_before_the_publication(site):
    sinds = datetime.combine(site.vandaag - timedelta(days=40), datetime.min.time(), UTC)
    maak_openbaar(site.plan, sinds + timedelta(hours=12))
    ervoor = (site.vandaag - timedelta(days=41)).isoformat()
    erna = (site.vandaag - timedelta(days=40)).isoformat()

    for pad in (PLAN, HIER, "", "norm/groningse-norm"):
        assert site.voortgang(pad, op=ervoor)["totaal"] is None
        assert site.voortgang(pad, op=erna)["totaal"] is not None
        reeks = site.voortgang(pad, reeks="maand", punten=6)["reeks"]
        assert [punt["op"] for punt in reeks if punt["totaal"]] == [
            punt["op"] for punt in reeks if punt["op"] >= erna
        ]
        assert reeks[0]["totaal"] is None
    intern = site.voortgang(PLAN, "medewerker-gm1969", reeks="maand", punten=6)["reeks"]
    assert all(punt["totaal"] for punt in intern)


def test_a_model_has_no_progress(site):
    for wie in (None, "admin", "normbeheerder"):
        gevonden = site.voortgang("norm/groningse-norm/model-uitvoeringsplan", wie)
        assert gevonden["totaal"] is None


def onderteken(plan) -> None:
    """Signed without a round: this is about what counts afterwards."""
    for overgang in ("bied_aan", "onderteken"):
        verplaats(plan, ONDERTEKENING["Uitvoeringsplan"], overgang)


def test_a_version_that_is_signed_but_still_hidden_is_not_counted_beside_the_old_one(site):
    maak_openbaar(site.plan)
    voor = {wie: site.voortgang(HIER, wie)["totaal"] for wie in (None, *LEZERS)}
    nieuwste = site.plan
    for _versie in range(2):
        nieuwste = maak_nieuwe_versie(nieuwste, klok.nu())
        onderteken(nieuwste)
        transaction.commit()

        for wie in (None, *LEZERS):
            assert site.voortgang(HIER, wie)["totaal"] == voor[wie]
            assert rij(site.voortgang("", wie), "gm1969")["totaal"] == voor[wie]
    assert api.content.get_state(site.plan) == "in_uitvoering"

    verplaats(nieuwste, PUBLICATIE["Uitvoeringsplan"], "publiceer")
    transaction.commit()

    assert api.content.get_state(site.plan) == "vervangen"
    # What was reported goes along with the version that takes the place.
    for wie in (None, *LEZERS):
        assert site.voortgang(HIER, wie)["totaal"] == voor[wie]
        assert rij(site.voortgang("", wie), "gm1969")["totaal"] == voor[wie]
    assert site.voortgang("", "admin")["totaal"] == voor["admin"]


# --- the region ---------------------------------------------------------------------------------


def test_sums_are_of_what_is_published_also_for_those_who_see_their_own(site):
    maak_openbaar(maak_plan(site, "veendam"))

    anoniem, eigen = site.voortgang(""), site.voortgang("", "medewerker-gm1969")

    assert anoniem["totaal"] == eigen["totaal"] == rij(anoniem, "gm0047")["totaal"]
    assert anoniem["soorten"] == eigen["soorten"]
    assert rij(anoniem, "gm1969")["totaal"] is None
    assert rij(eigen, "gm1969")["bereik"] == "intern"
    assert rij(eigen, "gm1969")["@id"] == f"{site.url}/{HIER}"


def test_who_runs_the_site_sees_the_sum_of_everything(site):
    maak_plan(site, "veendam")

    regio = site.voortgang("", "admin", reeks="maand", punten=2)

    delen = [r["totaal"] for r in regio["overheden"] if r["totaal"]]
    assert len(delen) == 2
    for telling in ("totaal", "telt_mee", "uitgevoerd", "te_laat"):
        assert regio["totaal"][telling] == sum(deel[telling] for deel in delen)
    assert regio["reeks"][-1]["totaal"] == regio["totaal"]


def test_the_programme_office_sees_unpublished_plans_in_a_sum_of_three_or_more(site):
    plannen = [maak_plan(site, pad, klaar=6) for pad in ("veendam", "pekela")]
    # Westerkwartier, Veendam and Pekela: three that have not published.
    for pad in ("", "norm/groningse-norm"):
        regio = site.voortgang(pad, "normbeheerder")
        aantal = sum(len(plan.maatregelen()) for plan in (site.plan, *plannen))
        assert regio["regio"]["totaal"]["totaal"] == aantal
        assert not any(r["totaal"] for r in regio["overheden"])
        assert regio["soorten"]["gemeente"]["totaal"] is None

    maak_openbaar(plannen[0])

    assert site.voortgang("", "normbeheerder")["regio"]["totaal"] is None
    assert "regio" not in site.voortgang("", "medewerker-gm1969")
    assert "regio" not in site.voortgang("")


def test_a_plan_of_another_norm_does_not_count_for_this_one(site):
    maak_openbaar(site.plan)
    site.plan.norm = "een-andere-norm"
    notify(ObjectModifiedEvent(site.plan))
    transaction.commit()

    assert site.voortgang("norm/groningse-norm")["totaal"] is None
    assert site.voortgang("")["totaal"] is not None


def test_a_small_plan_has_no_public_numbers_anywhere(site):
    plan = addContentToContainer(
        site.portal["overheden"]["pekela"],
        createContent("Uitvoeringsplan", id="uitvoeringsplan", title="Klein"),
        checkConstraints=False,
    )
    for nummer in range(4):
        addContentToContainer(
            plan,
            createContent("Maatregel", nummer=f"A{nummer}", title="Iets", veld="informatie"),
            checkConstraints=False,
        )
    zet(plan, ONDERTEKENING["Uitvoeringsplan"], "in_uitvoering")
    maak_openbaar(plan)

    for pad in ("overheden/pekela/uitvoeringsplan", "overheden/pekela", ""):
        assert site.voortgang(pad)["totaal"] is None


def test_the_authorities_of_a_region_come_in_pages(site):
    alle = site.voortgang("")
    deel = site.voortgang("", b_start=2, b_size=3)

    assert alle["overheden_totaal"] == deel["overheden_totaal"] == len(alle["overheden"]) == 13
    assert deel["overheden"] == alle["overheden"][2:5]
    assert site.haal("@voortgang", b_size="-1").status_code == 400


@pytest.mark.parametrize("pad", ["", "norm/groningse-norm", HIER, PLAN, f"{PLAN}/a03"])
@pytest.mark.parametrize(
    ("vraag", "code"),
    [
        ({"op": "morgen"}, "ongeldige_dag"),
        ({"op": (date.today() + timedelta(days=9)).isoformat()}, "ongeldige_dag"),
        ({"op": ["2026-01-01", "2026-01-02"]}, "ongeldige_dag"),
        ({"op": ""}, "ongeldige_dag"),
        ({"reeks": "uur"}, "ongeldige_reeks"),
        ({"reeks": "maand", "punten": "100000"}, "ongeldige_reeks"),
        ({"reeks": ["maand", "week"]}, "ongeldige_reeks"),
    ],
)
def test_a_wrong_question_is_refused_at_every_place(site, pad, vraag, code):
    antwoord = site.haal(f"{pad}/@voortgang".lstrip("/"), "admin", **vraag)

    assert antwoord.status_code == 400
    assert antwoord.json()["error"]["type"] == code


# --- per agreement ------------------------------------------------------------------------------


def afspraken(antwoord: dict) -> dict[str, dict]:
    return {een["nummer"]: een for een in antwoord["afspraken"]}


def test_per_agreement_the_public_sees_numbers_of_five_published_plans_and_no_less(site):
    plannen = [
        maak_plan(site, pad, klaar) for klaar, pad in enumerate(GEMEENTEN, start=len(GEMEENTEN))
    ]
    for plan in plannen:
        maak_openbaar(plan)
    # Staff of Veendam have a plan of their own here.
    anderen = [wie for wie in (*VREEMDEN, *GEEN_LEZERS) if wie != "medewerker-gm0047"]
    for wie in anderen:
        for pad in ("", "norm/groningse-norm"):
            alle = afspraken(site.voortgang(pad, wie))
            assert len(alle) == 30
            assert not any(een["plannen"] or "eigen" in een for een in alle.values())

    maak_openbaar(site.plan)

    for wie in anderen:
        for pad in ("", "norm/groningse-norm"):
            alle = afspraken(site.voortgang(pad, wie))
            # Four of their own; of Westerkwartier too.
            assert alle["A01"]["plannen"] == {"telt_mee": 5, "uitgevoerd": 5}
            assert alle["A01"]["bereik"] == "openbaar"
            # Whether nobody or two have done it is not told.
            assert alle["C07"]["plannen"]["uitgevoerd"] is None
            assert all(
                een["plannen"] is None or set(een["plannen"]) == {"telt_mee", "uitgevoerd"}
                for een in alle.values()
            )
            assert not any("eigen" in een for een in alle.values())


def test_one_plan_more_changes_no_public_number_of_an_agreement(site):
    # All within one hour: the order of publication is that of the moments, not of the days.
    moment = klok.nu() - timedelta(hours=1)
    for pad in GEMEENTEN:
        maak_openbaar(maak_plan(site, pad, klaar=20), moment)
        moment += timedelta(minutes=1)
    maak_openbaar(site.plan, moment)
    voor = site.voortgang("")["afspraken"]

    maak_openbaar(maak_plan(site, "oldambt", klaar=0), moment + timedelta(minutes=1))

    assert site.voortgang("")["afspraken"] == voor
    admin = afspraken(site.voortgang("", "admin"))["A01"]
    assert (admin["bereik"], admin["plannen"]["telt_mee"]) == ("intern", 6)


def test_per_agreement_people_see_where_their_own_plan_stands(site):
    for wie in ("medewerker-gm1969", "ondertekenaar-gm1969", "secretaris-gm1969"):
        alle = afspraken(site.voortgang("norm/groningse-norm", wie))
        for maatregel in site.plan.maatregelen():
            assert alle[maatregel.nummer]["eigen"]["stand"] == maatregel.stand
            assert alle[maatregel.nummer]["plannen"] is None
    assert "eigen" not in str(site.voortgang("", "normbeheerder")["afspraken"])


def test_per_agreement_the_programme_office_sees_three_plans_together_and_no_less(site):
    maak_plan(site, "veendam")
    assert not any(een["plannen"] for een in site.voortgang("", "normbeheerder")["afspraken"])

    maak_plan(site, "pekela")

    een = afspraken(site.voortgang("", "normbeheerder"))["A01"]
    assert (een["bereik"], een["plannen"]["telt_mee"]) == ("intern", 3)
    assert een["plannen"]["uitgevoerd"] == 3
    assert not any(een["plannen"] for een in site.voortgang("")["afspraken"])


def test_of_a_day_in_the_past_there_are_no_numbers_per_agreement(site):
    gisteren = (site.vandaag - timedelta(days=1)).isoformat()
    for wie in (None, "medewerker-gm1969", "normbeheerder", "admin"):
        assert "afspraken" not in site.voortgang("", wie, op=gisteren)
        assert "afspraken" in site.voortgang("", wie, op=site.vandaag.isoformat())


# --- every other door to the progress of a measure ----------------------------------------------

TEKSTEN = {
    "toelichting": "kluut",
    "bewijs": "wulp",
    "reden_nvt": "kemphaan",
    "volgende_toets": "2031-02-03",
}


@pytest.fixture
def open_deuren(site):
    maatregel = site.plan["a03"]
    maatregel.toelichting, maatregel.bewijs, maatregel.reden_nvt = "kluut", "wulp", "kemphaan"
    maatregel.volgende_toets = date(2031, 2, 3)
    notify(ObjectModifiedEvent(maatregel))
    maak_openbaar(site.plan)
    return site


DEUREN = [
    (f"{PLAN}/a03", {}),
    (f"{PLAN}/a03", {"fullobjects": "1"}),
    (f"{PLAN}/a03/@history", {}),
    (f"{PLAN}/a03", {"expand": "actions,breadcrumbs,navigation,types,workflow,contentinfo"}),
    (PLAN, {"fullobjects": "1", "b_size": "100"}),
    (PLAN, {"fullobjects": "1", "include_items": "true", "metadata_fields": "_all"}),
    ("@search", {"portal_type": "Maatregel", "fullobjects": "1", "b_size": "100"}),
    ("@search", {"portal_type": "Maatregel", "metadata_fields": "_all", "b_size": "100"}),
    (
        "@search",
        {
            "portal_type": "Maatregel",
            "metadata_fields": [
                "stand",
                "toelichting",
                "bewijs",
                "reden_nvt",
                "volgende_toets",
                "persoon",
            ],
            "b_size": "100",
        },
    ),
    ("@search", {"SearchableText": "kluu*"}),
    ("@search", {"SearchableText": "wul*", "fullobjects": "1"}),
    (f"{PLAN}/@@RSS", {}),
    (f"{PLAN}/rss.xml", {}),
    (f"{PLAN}/@export", {}),
]


@pytest.mark.parametrize("wie", [*VREEMDEN, *GEEN_LEZERS, "normbeheerder"])
@pytest.mark.parametrize(("pad", "vraag"), DEUREN)
def test_no_door_tells_the_progress_of_a_measure(open_deuren, pad, vraag, wie):
    antwoord = open_deuren.haal(pad, wie, **vraag)

    for tekst in TEKSTEN.values():
        assert tekst not in antwoord.text
    if "json" in antwoord.headers.get("Content-Type", ""):
        assert '"stand": "' not in antwoord.text
        assert '"title": "Uitgevoerd"' not in antwoord.text


def test_who_reports_and_when_changes_nothing_that_strangers_read(open_deuren):
    alles = {"portal_type": "Maatregel", "metadata_fields": "_all", "b_size": "100"}

    def gelezen(wie: str | None) -> list[dict]:
        vragen = [("@search", alles), (f"{PLAN}/@search", alles | {"sort_on": "modified"})]
        vragen += [(f"{PLAN}/a07", {}), (PLAN, {"fullobjects": "1"})]
        return [open_deuren.haal(pad, wie, **vraag).json() for pad, vraag in vragen]

    vreemden = [None, "medewerker-gm0047", "raadslid-gm1969", "normbeheerder"]
    voor = [gelezen(wie) for wie in vreemden]
    antwoord = requests.patch(
        f"{open_deuren.url}/{PLAN}/a07",
        json={"toelichting": "kluut", "volgende_toets": "2031-02-03"},
        headers={"Accept": "application/json"},
        auth=("medewerker-gm1969", WACHTWOORD),
        timeout=60,
    )
    assert antwoord.status_code == 204

    assert [gelezen(wie) for wie in vreemden] == voor
    assert "medewerker-gm1969" not in str(voor)


@pytest.mark.parametrize("wie", [None, "medewerker-gm0047", "raadslid-gm1969", "normbeheerder"])
@pytest.mark.parametrize("veld", ["stand", "toelichting", "bewijs", "reden_nvt"])
def test_no_search_can_be_asked_or_sorted_by_progress(open_deuren, veld, wie):
    alle = {"portal_type": "Maatregel", "b_size": "100"}

    def gevonden(**vraag) -> list[str]:
        antwoord = open_deuren.haal("@search", wie, **alle, **vraag)
        return [item["@id"] for item in antwoord.json().get("items", [])]

    zonder = gevonden()
    assert len(zonder) >= 30
    assert sorted(gevonden(**{veld: "uitgevoerd"})) == sorted(gevonden(**{veld: "onzin"}))
    assert gevonden(sort_on=veld) in ([], zonder)
    vraag = {
        "query": [
            {
                "i": "portal_type",
                "o": "plone.app.querystring.operation.selection.any",
                "v": ["Maatregel"],
            },
            {"i": veld, "o": "plone.app.querystring.operation.selection.any", "v": ["uitgevoerd"]},
        ],
        "metadata_fields": [veld],
        "fullobjects": True,
    }
    antwoord = requests.post(
        f"{open_deuren.url}/@querystring-search",
        json=vraag,
        headers={"Accept": "application/json"},
        auth=(wie, WACHTWOORD) if wie else None,
        timeout=60,
    )
    assert not any(tekst in antwoord.text for tekst in TEKSTEN.values())
    assert '"stand": {' not in antwoord.text


def test_its_own_people_find_it_at_those_doors(open_deuren):
    """So that the tests above fail for the right reason."""
    antwoord = open_deuren.haal(PLAN, "medewerker-gm1969", fullobjects="1", b_size="100")

    assert all(tekst in antwoord.text for tekst in TEKSTEN.values())
    assert '"stand": {' in antwoord.text or '"stand": "' in antwoord.text


@pytest.mark.parametrize("wie", [None, "medewerker-gm0047", "raadslid-gm1969"])
@pytest.mark.parametrize("pad", [PLAN, f"{PLAN}/a03"])
def test_no_page_tells_it(open_deuren, pad, wie):
    antwoord = requests.get(
        f"{open_deuren.url}/{pad}", auth=(wie, WACHTWOORD) if wie else None, timeout=60
    )
    assert antwoord.status_code == 200
    for tekst in ("kluut", "wulp", "kemphaan", "3 februari 2031"):
        assert tekst not in antwoord.text
