"""Setting: whose certificates are trusted."""

from zope import schema
from zope.interface import Interface, Invalid

from groningse_norm.buitenom.keuring import OngeldigeWortel, lees_wortels
from groningse_norm.i18n import _


def zijn_wortels(tekst: str) -> bool:
    """Raises ``Invalid`` with the reason, in Dutch."""
    try:
        lees_wortels(tekst)
    except OngeldigeWortel as error:
        raise Invalid(str(error)) from error
    return True


class IUitgeversInstelling(Interface):
    """Setting: issuers of certificates that are trusted."""

    vertrouwde_uitgevers = schema.Text(
        title=_("label_vertrouwde_uitgevers", default="Certificates of issuers"),
        description=_(
            "help_vertrouwde_uitgevers",
            default="PEM certificates, one after another. Take them from the trusted list of the "
            "government. Without any, every issuer is unknown.",
        ),
        default="",
        required=False,
        constraint=zijn_wortels,
    )
