"""Progress is counted as it happens: what is kept is what the objects say, at every moment."""

import random
from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
import transaction
from plone import api
from plone.app.testing import SITE_OWNER_NAME, login
from plone.dexterity.utils import addContentToContainer, createContent
from transaction import TransactionManager
from ZODB.POSException import ConflictError
from zope.component.hooks import setSite
from zope.event import notify
from zope.lifecycleevent import ObjectModifiedEvent

from groningse_norm import klok
from groningse_norm.norm.domain import Veld
from groningse_norm.ondertekening.domain import ONDERTEKENING, Fase
from groningse_norm.plan.domain import Meting, Stand
from groningse_norm.plan.model.domain import vingerafdruk
from groningse_norm.plan.model.overnemen import (
    neem_model_over,
    neem_voorstellen_over,
    voorstellen_voor,
)
from groningse_norm.structuur import maak_overheden, maak_structuur
from groningse_norm.voortgang.domain import Bereik, Feit
from groningse_norm.voortgang.opslag import alle_plannen
from groningse_norm.werkstroom.bouw import verplaats, zet

BEGIN = datetime(2026, 1, 30, 22, 30, tzinfo=UTC)
STANDEN = [stand.value for stand in Stand]


def maak(container, soort: str, **velden):
    return addContentToContainer(container, createContent(soort, **velden), checkConstraints=False)


def geteld(plan) -> Counter:
    """Counted from the objects themselves."""
    return Counter(str(Feit(m.veld, m.meting)) for m in plan.maatregelen())


def geteld_per_afspraak(plan) -> Counter:
    return Counter(
        (m.basisafspraak, str(Feit(m.veld, m.meting)))
        for m in plan.maatregelen()
        if m.basisafspraak
    )


def plannen(portal) -> list:
    brains = portal.portal_catalog.unrestrictedSearchResults(portal_type="Uitvoeringsplan")
    return [brain._unrestrictedGetObject() for brain in brains]


def bewaard(plan):
    return alle_plannen()[plan.UID()]


@pytest.fixture
def overheid(portal, als):
    als(portal, SITE_OWNER_NAME)
    maak_structuur(portal)
    return maak_overheden(portal)["gm1969"]


class Toeval:
    """Something happens to a plan, as people and programs make it happen."""

    def __init__(self, portal, overheid, zaad: int) -> None:
        self.portal, self.overheid = portal, overheid
        self.kans = random.Random(zaad)  # noqa: S311  (no secrets)
        self.nummer = 0

    def plan(self):
        eigen = [p for p in self.overheid.objectValues() if p.portal_type == "Uitvoeringsplan"]
        return self.kans.choice(eigen) if eigen else self.nieuw_plan()

    def maatregel(self):
        eigen = self.plan().maatregelen()
        return self.kans.choice(eigen) if eigen else self.nieuwe_maatregel()

    def nieuw_plan(self):
        self.nummer += 1
        return maak(self.overheid, "Uitvoeringsplan", id=f"p{self.nummer}", title="Plan")

    def nieuwe_maatregel(self):
        self.nummer += 1
        return maak(
            self.plan(),
            "Maatregel",
            id=f"m{self.nummer}",
            nummer=f"A{self.nummer}",
            title="Iets",
            veld=self.kans.choice(list(Veld)).value,
            stand=self.kans.choice(STANDEN),
            gewicht=self.kans.randrange(3),
        )

    def wijzig(self) -> None:
        maatregel = self.maatregel()
        maatregel.stand = self.kans.choice(STANDEN)
        maatregel.gewicht = self.kans.randrange(4)
        maatregel.deadline = self.kans.choice([None, date(2026, 2, 1), date(2026, 3, 1)])
        maatregel.veld = self.kans.choice(list(Veld)).value
        maatregel.basisafspraak = self.kans.choice([None, "een", "twee"])
        notify(ObjectModifiedEvent(maatregel))

    def schrap(self) -> None:
        maatregel = self.maatregel()
        maatregel.aq_parent.manage_delObjects([maatregel.getId()])

    def schrap_plan(self) -> None:
        self.overheid.manage_delObjects([self.plan().getId()])

    def verplaats(self) -> None:
        maatregel = self.maatregel()
        api.content.move(maatregel, self.plan(), safe_id=True)

    def kopieer(self) -> None:
        api.content.copy(self.maatregel(), self.plan(), safe_id=True)

    def kopieer_plan(self) -> None:
        api.content.copy(self.plan(), self.overheid, safe_id=True)

    def hernoem(self) -> None:
        self.nummer += 1
        api.content.rename(self.kans.choice([self.plan, self.maatregel])(), f"x{self.nummer}")

    def laat_vervallen(self) -> None:
        maatregel = self.maatregel()
        zet(maatregel, ONDERTEKENING["Maatregel"], Fase.ONDERTEKEND)
        verplaats(maatregel, ONDERTEKENING["Maatregel"], "laat_vervallen", "Overbodig")
        assert bewaard(maatregel.aq_parent).nu.van == geteld(maatregel.aq_parent)
        # As it begins again, so that it can be moved and deleted here.
        zet(maatregel, ONDERTEKENING["Maatregel"], Fase.CONCEPT)

    def terug_en_weer(self) -> None:
        plan = self.plan()
        for fase in (Fase.IN_UITVOERING, Fase.CONCEPT):
            for obj in (plan, *plan.maatregelen()):
                zet(obj, ONDERTEKENING[obj.portal_type], fase)

    def neem_over(self) -> None:
        norm = self.portal["norm"]["norm"]
        self.nummer += 1
        maak(
            norm,
            "Basisafspraak",
            nummer=f"B{self.nummer}",
            title="Nieuw",
            veld="informatie",
            geldt_voor=["gemeente"],
        )
        plan, _aantal = neem_model_over(self.overheid, norm)
        alle = voorstellen_voor(plan)
        sleutels = [voorstel.sleutel for voorstel in alle]
        neem_voorstellen_over(plan, sleutels, vingerafdruk(alle))

    @property
    def alles(self) -> list:
        vaak = [self.nieuwe_maatregel] * 6 + [self.wijzig] * 8
        return [
            *vaak,
            *(self.nieuw_plan, self.schrap, self.schrap, self.schrap_plan, self.verplaats),
            *(self.kopieer, self.kopieer_plan, self.hernoem, self.laat_vervallen),
            *(self.terug_en_weer, self.neem_over),
        ]


@pytest.mark.parametrize("zaad", range(4))
def test_what_is_kept_is_what_the_objects_say_whatever_happens(portal, overheid, zet_klok, zaad):
    maak(portal["norm"], "Norm", id="norm", title="Norm")
    toeval = Toeval(portal, overheid, zaad)
    moment, einden = BEGIN, {}
    for _keer in range(60):
        zet_klok(moment)
        toeval.kans.choice(toeval.alles)()
        for plan in plannen(portal):
            assert bewaard(plan).nu.van == geteld(plan)
            assert bewaard(plan).afspraken.van == geteld_per_afspraak(plan)
            dag = moment.astimezone(klok.AMSTERDAM).date()
            einden.setdefault(plan.UID(), {})[dag] = geteld(plan)
        assert set(alle_plannen()) == {plan.UID() for plan in plannen(portal)}
        moment += timedelta(hours=toeval.kans.choice([0, 0, 1, 26, 300]))

    for plan in plannen(portal):
        dagen = einden[plan.UID()]
        assert dict(bewaard(plan).tellingen(tuple(dagen))) == dagen


@pytest.fixture
def plan(overheid, zet_klok):
    zet_klok(BEGIN)
    plan = maak(overheid, "Uitvoeringsplan", id="uitvoeringsplan", title="Plan")
    for nummer in ("a01", "a02"):
        maak(plan, "Maatregel", id=nummer, nummer=nummer, title="Iets", veld="weerbaarheid")
    return plan


def meld(maatregel, stand: Stand) -> None:
    maatregel.stand = stand.value
    notify(ObjectModifiedEvent(maatregel))


def test_every_change_of_state_is_kept_with_moment_and_person(plan, zet_klok):
    maatregel = plan["a01"]
    for uren, stand in ((1, Stand.IN_ONTWIKKELING), (2, Stand.UITGEVOERD), (2, Stand.ONTBREEKT)):
        zet_klok(BEGIN + timedelta(hours=uren))
        meld(maatregel, stand)

    regels = bewaard(plan).geschiedenis(maatregel.UID())

    assert [regel.feit.meting.stand for regel in regels] == [
        *(Stand.ONTBREEKT, Stand.IN_ONTWIKKELING, Stand.UITGEVOERD, Stand.ONTBREEKT)
    ]
    assert {regel.wie for regel in regels} == {SITE_OWNER_NAME}
    assert [regel.moment for regel in regels[:3]] == [
        BEGIN + timedelta(hours=uren) for uren in range(3)
    ]
    assert regels[3].moment > regels[2].moment


def test_a_report_that_changes_nothing_leaves_no_line(plan):
    maatregel = plan["a01"]
    for tekst in ("Een", "Twee"):
        maatregel.toelichting = tekst
        notify(ObjectModifiedEvent(maatregel))

    assert len(bewaard(plan).geschiedenis(maatregel.UID())) == 1


def test_the_history_outlives_a_measure(plan):
    uid = plan["a01"].UID()
    plan.manage_delObjects(["a01"])

    assert bewaard(plan).geschiedenis(uid)[-1].feit is None


def test_a_plan_counts_from_the_signature_until_it_is_replaced(plan, zet_klok):
    def loopt() -> list[bool]:
        return [bewaard(plan).loopt(date(2026, maand, 15)) for maand in range(1, 7)]

    assert not any(loopt())
    zet_klok(datetime(2026, 3, 1, tzinfo=UTC))
    zet(plan, ONDERTEKENING["Uitvoeringsplan"], Fase.TER_ONDERTEKENING)
    verplaats(plan, ONDERTEKENING["Uitvoeringsplan"], "onderteken")
    assert loopt() == [False, False, True, True, True, True]
    zet_klok(datetime(2026, 5, 1, tzinfo=UTC))
    verplaats(plan, ONDERTEKENING["Uitvoeringsplan"], "vervang")
    assert loopt() == [False, False, True, True, False, False]


def test_ten_years_of_weekly_changes_cost_a_line_each_and_are_drawn_from_the_last_year(plan):
    verloop, uid = bewaard(plan), plan["a01"].UID()
    standen = [Stand.UITGEVOERD, Stand.IN_ONTWIKKELING]
    for week in range(520):
        feit = Feit("weerbaarheid", Meting(standen[week % 2]))
        verloop.noteer(uid, feit, BEGIN + timedelta(weeks=week), "iemand")
    transaction.savepoint()
    regel = max(len(tekst) for tekst in verloop.maatregelen[uid].values())
    maanden = {maand: verloop.maanden[maand] for maand in verloop.maanden}
    for aantallen in maanden.values():
        aantallen._p_deactivate()
    einde = (BEGIN + timedelta(weeks=520)).date()

    verloop.cijfers((einde - timedelta(days=365), einde), einde, Bereik.INTERN)

    gelezen = [maand for maand, aantallen in maanden.items() if aantallen._p_changed is not None]
    assert (len(verloop.maatregelen[uid]), len(maanden)) == (521, 121)
    assert regel < 60
    assert len(gelezen) <= 13


# --- several people at once ---------------------------------------------------------------------


@pytest.fixture
def twee(functional, zet_klok):
    """The same plan for two people who work at the same time."""
    zet_klok(BEGIN)
    portal = functional["portal"]
    login(functional["app"], SITE_OWNER_NAME)
    maak_structuur(portal)
    plan = maak(maak_overheden(portal)["gm1969"], "Uitvoeringsplan", id="plan", title="Plan")
    for nummer in ("a01", "a02"):
        maak(plan, "Maatregel", id=nummer, nummer=nummer, title="Iets", veld="weerbaarheid")
    transaction.commit()
    uid = plan.UID()
    zijde = []
    for _wie in range(2):
        werk = TransactionManager()
        verbinding = portal._p_jar.db().open(werk)
        zijde.append((werk, verbinding.root()["Application"][portal.getId()]))
    yield uid, [plan["a01"].UID(), plan["a02"].UID()], zijde
    for werk, ander in zijde:
        werk.abort()
        ander._p_jar.close()
    setSite(portal)


def noteer(kant, plan_uid: str, uid: str, stand: Stand, moment: datetime = BEGIN) -> None:
    _werk, portal = kant
    setSite(portal)
    verloop = alle_plannen()[plan_uid]
    oud = verloop.geschiedenis(uid)[-1].feit
    feit = Feit(oud.veld, Meting(stand, oud.meting.gewicht, oud.meting.deadline))
    verloop.noteer(uid, feit, moment, "iemand")


def aantal_uitgevoerd(verloop, vandaag: date) -> int:
    return verloop.cijfers((vandaag,), vandaag, Bereik.INTERN)[vandaag].totaal.uitgevoerd


def test_two_people_who_report_at_once_are_both_counted_without_a_conflict(twee):
    plan_uid, (een, ander), zijde = twee
    noteer(zijde[0], plan_uid, een, Stand.UITGEVOERD)
    noteer(zijde[1], plan_uid, ander, Stand.IN_ONTWIKKELING)
    for werk, _portal in zijde:
        werk.commit()

    for werk, portal in zijde:
        werk.begin()
        setSite(portal)
        verloop = alle_plannen()[plan_uid]
        dag = BEGIN.astimezone(klok.AMSTERDAM).date()
        assert verloop.nu.van == {
            "weerbaarheid|uitgevoerd|1|": 1,
            "weerbaarheid|in_ontwikkeling|1|": 1,
        }
        voor, na = dag - timedelta(days=1), dag
        tellingen = dict(verloop.tellingen((voor, na)))
        assert tellingen == {voor: {}, na: verloop.nu.van}
        assert aantal_uitgevoerd(verloop, na) == 1


def test_two_reports_of_one_measure_at_once_are_a_conflict_which_the_publisher_retries(twee):
    plan_uid, (een, _ander), zijde = twee
    noteer(zijde[0], plan_uid, een, Stand.UITGEVOERD)
    noteer(zijde[1], plan_uid, een, Stand.IN_ONTWIKKELING)
    zijde[0][0].commit()

    with pytest.raises(ConflictError):
        zijde[1][0].commit()


def test_numbers_that_were_read_before_follow_what_another_process_reports(twee):
    plan_uid, (een, _ander), zijde = twee
    dag = BEGIN.astimezone(klok.AMSTERDAM).date()
    setSite(zijde[1][1])
    assert aantal_uitgevoerd(alle_plannen()[plan_uid], dag) == 0
    noteer(zijde[0], plan_uid, een, Stand.UITGEVOERD)
    zijde[0][0].commit()
    zijde[1][0].begin()
    setSite(zijde[1][1])

    assert aantal_uitgevoerd(alle_plannen()[plan_uid], dag) == 1
