"""The round of the weekly mail: who gets one, and what stands in it, laid ready in the outbox.

In each authority three people carry out ten measures each, two thirds of which are told of, and two
administrators get the numbers. Sending is the mail server's time and is not in it.
"""

import time
from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

from measure import CannotMeasure, Figure, Row
from opstelling.proces import SITE
from sites import demo

MEASURES, REGION, COUNTRY = 30, 13, 342
STAFF, ADMINISTRATORS = 3, ("ondertekenaars", "secretaris")
ROUND = f"weekly mail: round of {COUNTRY} authorities × {MEASURES} measures"
ONE = "weekly mail: one mail of that round"
ONE_OF_REGION = f"one mail of a round of {REGION} × {MEASURES}"
STEP = "weekly mail: the longest transaction of that round"
MEMORY = "weekly mail: memory that the round takes"
ROWS = {
    ROUND: Row("s", aim=300.0),  # everybody has it within minutes of the hour
    ONE: Row("ms", ONE_OF_REGION, 2.0),
    STEP: Row("ms"),
    MEMORY: Row("MB", aim=64.0),
}


def add_account(portal, name: str, group: str) -> str:
    from plone import api

    users = portal.acl_users
    users.source_users.addUser(name, name, uuid4().hex)
    users.source_groups.addPrincipalToGroup(name, group)
    api.user.get(userid=name).setMemberProperties({"email": f"{name}@example.org"})
    return name


def add_plan(portal, overheid, today: date) -> None:
    """A plan under way, with what the round reads of its measures and of the people."""
    from plone.dexterity.utils import addContentToContainer, createContent

    from groningse_norm import klok
    from groningse_norm.norm.domain import Veld
    from groningse_norm.ondertekening.domain import ONDERTEKENING
    from groningse_norm.plan.domain import Meting, Stand
    from groningse_norm.termijnen.opslag import wijs_toe
    from groningse_norm.voortgang.domain import Feit
    from groningse_norm.voortgang.opslag import plan_met
    from groningse_norm.werkstroom.bouw import zet

    staff = [
        add_account(portal, f"bench-{n}-{overheid.tooi}", f"{overheid.tooi}-medewerkers")
        for n in range(STAFF)
    ]
    for kind in ADMINISTRATORS:
        add_account(portal, f"bench-{kind}-{overheid.tooi}", f"{overheid.tooi}-{kind}")
    plan = createContent("Uitvoeringsplan", id="bench-plan", title="Plan")
    plan = addContentToContainer(overheid, plan, checkConstraints=False)
    zet(plan, ONDERTEKENING["Uitvoeringsplan"], "in_uitvoering")
    for n in range(MEASURES):
        deadline = today + timedelta(days=15 * (n // STAFF % 3 - 1))
        measure = createContent(
            "Maatregel",
            id=f"m{n}",
            nummer=f"M{n}",
            title=f"Maatregel {n}",
            veld=list(Veld)[n % 3].value,
            stand=Stand.ONTBREEKT.value,
            deadline=deadline,
            persoon=staff[n % STAFF],
        )
        # Without its events: of a catalog the round asks the UID only, and 10,260 take long.
        setattr(measure, "_plone.uuid", uuid4().hex)
        plan._setObject(measure.getId(), measure, suppress_events=True)
        measure = plan[measure.getId()]
        zet(measure, ONDERTEKENING["Maatregel"], "in_uitvoering")
        portal.portal_catalog.catalog_object(measure, idxs=["UID"])
        wijs_toe(measure.UID(), measure.persoon)
        feit = Feit(measure.veld, Meting(Stand.ONTBREEKT, 1, deadline))
        plan_met(plan.UID()).noteer(measure.UID(), feit, klok.nu(), "bench")


def add_plans(authorities: int) -> None:
    """As many as there are not yet; in parts, so that the transactions stay small."""
    from plone import api

    from groningse_norm import klok
    from groningse_norm.opdrachten import zopesite
    from groningse_norm.overheid.domain import GRONINGEN, regel
    from groningse_norm.overheid.vocabularies import RECORD
    from groningse_norm.structuur import maak_overheden

    with zopesite.werk_in(SITE, "authorities") as site:
        known = [regel(overheid) for overheid in GRONINGEN]
        extra = [f"gm{8000 + n}|Gemeente {n}" for n in range(authorities - len(known))]
        api.portal.set_registry_record(RECORD, [*known, *extra])
        names = [overheid.getId() for overheid in maak_overheden(site).values()]
    for begin in range(0, len(names), 20):
        with zopesite.werk_in(SITE, "plans") as site:
            for name in names[begin : begin + 20]:
                if "bench-plan" not in site["overheden"][name]:
                    add_plan(site, site["overheden"][name], klok.vandaag())


def memory(what: str) -> float:
    """MB of this process: ``VmRSS`` now, or ``VmHWM``, the most since the mark was reset."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith(f"{what}:"):
            return int(line.split()[1]) / 1024
    raise CannotMeasure(f"no {what} in /proc/self/status")


def lay_ready(authorities: int) -> list[float]:
    """Seconds of each transaction of a round; raises when the mails are not there afterwards."""
    from zope.annotation.interfaces import IAnnotations

    from groningse_norm import klok
    from groningse_norm.berichten import postvak
    from groningse_norm.embargo.systeem import als_systeem
    from groningse_norm.opdrachten import zopesite
    from groningse_norm.termijnen import ronde
    from groningse_norm.termijnen.opslag import ronde_van

    with zopesite.werk_in(SITE, "an earlier week") as site:
        ronde_van(site)["week"] = "2000-W01"
        IAnnotations(site)[postvak.SLEUTEL].clear()
        path = "/".join(site.getPhysicalPath())
    times, now = [], klok.nu()
    while True:
        begin = time.perf_counter()
        laid = ronde.stuur(path, als_systeem, now)
        times.append(time.perf_counter() - begin)
        with zopesite.werk_in(SITE, "nothing is changed") as site:
            if not ronde.is_iets_te_doen(site, now):
                break
            if not laid and len(times) > COUNTRY:
                raise CannotMeasure("the round does not end")
    with zopesite.werk_in(SITE, "nothing is changed") as site:
        ready = sum(message.aan.startswith("bench-") for message in postvak.wachtend(site))
    if ready != authorities * (STAFF + len(ADMINISTRATORS)):
        raise CannotMeasure(f"{ready} mails of {authorities} authorities")
    return times


def measure() -> dict[str, Figure]:
    with demo():
        each = {}
        for authorities in (REGION, COUNTRY):
            add_plans(authorities)
            lay_ready(authorities)
            # The mark of the most memory begins again here (proc(5), clear_refs).
            Path("/proc/self/clear_refs").write_text("5")
            before = memory("VmRSS")
            times = lay_ready(authorities)
            each[authorities] = sum(times) / (authorities * (STAFF + len(ADMINISTRATORS)))
    return {
        ROUND: Figure(sum(times)),
        ONE: Figure(each[COUNTRY] * 1000, each[REGION] * 1000),
        STEP: Figure(max(times) * 1000),
        MEMORY: Figure(max(memory("VmHWM") - before, 0.0)),
    }
