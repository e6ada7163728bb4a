"""What the rules of the sign-off refuse, each with a ``code`` that names the reason."""


class OndertekeningGeweigerd(ValueError):
    """A signature or a round that the rules refuse; ``code`` names the reason."""

    code = "geweigerd"


class GeenRonde(OndertekeningGeweigerd):
    code = "geen_ronde"


class RondeLoopt(OndertekeningGeweigerd):
    code = "ronde_loopt"


class GeenPartij(OndertekeningGeweigerd):
    code = "geen_partij"


class AlOndertekend(OndertekeningGeweigerd):
    code = "al_ondertekend"


class VerkeerdWachtwoord(OndertekeningGeweigerd):
    code = "verkeerd_wachtwoord"


class WachtwoordNietHier(OndertekeningGeweigerd):
    """The account logs in elsewhere: this site cannot check its password again."""

    code = "wachtwoord_niet_hier"


class TeVaakGeprobeerd(OndertekeningGeweigerd):
    """Too many wrong passwords; the next one is looked at after ``seconden``."""

    code = "te_vaak_geprobeerd"

    def __init__(self, seconden: int) -> None:
        super().__init__(seconden)
        self.seconden = seconden

    @property
    def minuten(self) -> int:
        return -(-self.seconden // 60)


class TekstVeranderd(OndertekeningGeweigerd):
    code = "tekst_veranderd"


class GeenAanwijzing(OndertekeningGeweigerd):
    """Not in this capacity at this moment, says the register of the authority."""

    code = "geen_aanwijzing"


class VerwijzingNodig(OndertekeningGeweigerd):
    """Somebody signs for another's office without naming the designation or the mandate."""

    code = "verwijzing_nodig"
