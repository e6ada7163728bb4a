"""From an item under embargo to the agenda."""

from groningse_norm import klok
from groningse_norm.embargo.agenda import agenda
from groningse_norm.embargo.domain import werkdag_ervoor
from groningse_norm.embargo.meldingen import onthoud_adres
from groningse_norm.overheid.opzoeken import overheid_van


def plan(obj) -> None:
    """Put an item in the agenda at its moment, with a warning one working day before."""
    onthoud_adres(obj)
    waarschuwing = werkdag_ervoor(obj.embargo_tot.astimezone(klok.AMSTERDAM))
    overheid = overheid_van(obj)
    agenda().plan(
        obj.UID(),
        obj.embargo_tot,
        waarschuwing if waarschuwing > klok.nu() else None,
        houder="" if overheid is None else overheid.tooi,
        sinds=klok.nu(),
    )
