"""Steps of the install, demo and uninstall profiles that XML cannot say."""

from plone import api
from plone.base.interfaces import INonInstallable
from zope.interface import implementer

from groningse_norm import klok
from groningse_norm.berichten import postvak
from groningse_norm.embargo.agenda import agenda
from groningse_norm.embargo.domain import PUBLICATIE
from groningse_norm.logboek import opslag as logboek
from groningse_norm.ondertekening import opslag as ondertekening
from groningse_norm.ondertekening import pogingen
from groningse_norm.ondertekening.domain import ONDERTEKENING
from groningse_norm.rechten import NORMBEHEERDERS
from groningse_norm.termijnen import opslag as termijnen
from groningse_norm.termijnen.domain import MAANDAG, UUR, laatste_beurt, week_van
from groningse_norm.toezegging import opslag as toezegging
from groningse_norm.versies import opslag as versies
from groningse_norm.voortgang import opslag as voortgang
from groningse_norm.werkstroom.bouw import bouw

WERKSTROMEN = (*ONDERTEKENING.values(), *PUBLICATIE.values())

# Two workflows in one chain: who may change what, and who may see. A basisafspraak and an
# authority have none: the one goes with its norm, the other is public.
KETENS: dict[str, tuple[str, ...]] = {
    portal_type: tuple(
        tabel[portal_type].id for tabel in (ONDERTEKENING, PUBLICATIE) if portal_type in tabel
    )
    for portal_type in ONDERTEKENING
} | {"Basisafspraak": (), "Overheid": ()}


@implementer(INonInstallable)
class HiddenProfiles:
    """Keeps the uninstall profile out of the add-ons list and of site creation."""

    def getNonInstallableProfiles(self) -> list[str]:
        return ["groningse_norm:uninstall"]

    def getNonInstallableProducts(self) -> list[str]:
        return []


def after_install(setup_tool) -> None:
    portal = api.portal.get()
    bouw(portal, WERKSTROMEN, KETENS)
    agenda()
    logboek.maak_opslag()
    ondertekening.maak_opslag()
    pogingen.maak_opslag()
    postvak.maak_opslag()
    voortgang.maak_opslag()
    versies.maak_opslag()
    termijnen.maak_opslag(week_van(laatste_beurt(klok.nu(), MAANDAG, UUR)))
    toezegging.maak_opslag()
    if api.group.get(NORMBEHEERDERS) is None:
        api.group.create(groupname=NORMBEHEERDERS, title="Normbeheerders")


def load_demo(setup_tool) -> None:
    from groningse_norm.demo import laad

    laad(api.portal.get())


def before_uninstall(setup_tool) -> None:
    """While the types are still there: their items become folders and pages of Plone."""
    from groningse_norm.afbouw import zet_inhoud_om

    zet_inhoud_om(api.portal.get())


def after_uninstall(setup_tool) -> None:
    from groningse_norm.afbouw import ruim_op

    ruim_op(api.portal.get(), setup_tool, WERKSTROMEN, KETENS)
