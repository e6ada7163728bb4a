"""Accounts of the demo: one of each kind for every authority."""

from dataclasses import dataclass

from plone import api

from groningse_norm.overheid.domain import GRONINGEN, Overheidsgegevens
from groningse_norm.rechten import NORMBEHEERDERS

WACHTWOORD = "groningse-norm-demo"
MERK = "groningse_norm.demo_accounts"

# Account → suffix of the group it belongs to. A deputy is a member of the signatories.
GROEP_VAN = {
    "griffie": "griffie",
    "ondertekenaar": "ondertekenaars",
    "loco": "ondertekenaars",
    "secretaris": "secretaris",
    "medewerker": "medewerkers",
    "raadslid": "raad",
}


@dataclass(frozen=True, slots=True)
class Account:
    gebruiker: str
    naam: str
    groepen: tuple[str, ...] = ()
    rollen: tuple[str, ...] = ("Member",)


def _account(soort: str, overheid: Overheidsgegevens) -> Account:
    return Account(
        f"{soort}-{overheid.tooi}",
        f"{soort.capitalize()} {overheid.naam} (voorbeeld)",
        (f"{overheid.tooi}-{GROEP_VAN[soort]}",),
    )


def accounts() -> tuple[Account, ...]:
    """All demo accounts: ``griffie-gm1969`` and so on, ``normbeheerder`` and ``admin``."""
    return (
        *(_account(soort, overheid) for overheid in GRONINGEN for soort in GROEP_VAN),
        Account("normbeheerder", "Normbeheerder (voorbeeld)", (NORMBEHEERDERS,)),
        Account("admin", "Beheerder (voorbeeld)", rollen=("Member", "Manager")),
    )


def maak_accounts(portal) -> None:
    """Make them; an account that is there keeps its password. Marks the site as a demo."""
    acl_users = portal.acl_users
    bestaand = set(acl_users.source_users.getUserIds())
    groepen = acl_users.source_groups
    for account in accounts():
        if account.gebruiker not in bestaand:
            acl_users.source_users.addUser(account.gebruiker, account.gebruiker, WACHTWOORD)
            for rol in account.rollen:
                acl_users.portal_role_manager.assignRoleToPrincipal(rol, account.gebruiker)
        for groep in account.groepen:
            groepen.addPrincipalToGroup(account.gebruiker, groep)
        lid = api.user.get(userid=account.gebruiker)
        lid.setMemberProperties(
            {"fullname": account.naam, "email": f"{account.gebruiker}@example.org"}
        )
    api.portal.set_registry_record(MERK, True)
