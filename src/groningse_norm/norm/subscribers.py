"""The people of a party hold their roles on the norm as well."""

from groningse_norm.overheid.domain import rollen_per_groep


def geef_partijen_rollen(norm, event=None) -> None:
    """Local roles on the norm: exactly those of the groups of its parties.

    Roles of other kinds (the programme office, an owner) stay as they are.
    """
    gewenst = {
        groep: rol for tooi in norm.partijen or () for groep, rol in rollen_per_groep(tooi).items()
    }
    rollen_van_partijen = set(rollen_per_groep("").values())
    for wie, rollen in norm.get_local_roles():
        over = [rol for rol in rollen if rol not in rollen_van_partijen]
        if len(over) == len(rollen) or wie in gewenst:
            continue
        if over:
            norm.manage_setLocalRoles(wie, over)
        else:
            norm.manage_delLocalRoles([wie])
    for groep, rol in gewenst.items():
        norm.manage_setLocalRoles(groep, [rol])
    norm.reindexObjectSecurity()
