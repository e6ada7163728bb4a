"""Why a file gives no letter."""


class BriefGeweigerd(ValueError):
    """The file gives no letter. ``code`` is for programs, ``uitleg`` one Dutch sentence for who handed it in."""

    code = "geweigerd"

    def __init__(self, uitleg: str) -> None:
        super().__init__(uitleg)
        self.uitleg = uitleg


class GeenBrief(BriefGeweigerd):
    """Text, but without what makes it a letter."""

    code = "geen_brief"


class TeGroot(BriefGeweigerd):
    """More bytes, signs, lines, pages or time than a letter takes."""

    code = "te_groot"


class OnbekendFormaat(BriefGeweigerd):
    """A file format that is not read, or another than the name says."""

    code = "onbekend_formaat"


class OnleesbareTekens(BriefGeweigerd):
    """Text in an encoding that is not known for certain."""

    code = "onleesbare_tekens"


class Versleuteld(BriefGeweigerd):
    """A file behind a password."""

    code = "versleuteld"


class Macros(BriefGeweigerd):
    """A document that holds programs."""

    code = "macros"


class Beschadigd(BriefGeweigerd):
    """A document that breaks off, contradicts itself or refers to what lies outside it."""

    code = "beschadigd"


class GeenTekst(BriefGeweigerd):
    """Pages that are only images."""

    code = "geen_tekst"


class Bezet(BriefGeweigerd):
    """As many files are being read as may be at one time; nothing is wrong with this one."""

    code = "bezet"


SOORTEN: dict[str, type[BriefGeweigerd]] = {
    soort.code: soort
    for soort in (
        GeenBrief,
        TeGroot,
        OnbekendFormaat,
        OnleesbareTekens,
        Versleuteld,
        Macros,
        Beschadigd,
        GeenTekst,
    )
}
