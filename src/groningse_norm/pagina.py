"""The base of every page: dates in words, permissions, and forms that say what is wrong."""

from collections.abc import Callable
from datetime import date, datetime

from AccessControl import getSecurityManager
from plone.protect import CheckAuthenticator
from Products.Five import BrowserView
from zope.i18n import translate

from groningse_norm import klok


def vertaler(request) -> Callable[..., str]:
    """Translates into the language of a request, and each message once: rows repeat their words.

    It is called as ``zope.i18n.translate`` and as Chameleon call a translation function.
    """
    gehad: dict[tuple[str, str | None], str] = {}

    def vertaal(msgid, domain=None, mapping=None, context=None, target_language=None, default=None):
        if mapping:
            return translate(msgid, domain, mapping, request, target_language, default)
        sleutel = (msgid, domain)
        if sleutel not in gehad:
            gehad[sleutel] = translate(msgid, domain, None, request, target_language, default)
        return gehad[sleutel]

    return vertaal


class Pagina(BrowserView):
    """What the templates ask; rules stand elsewhere."""

    def mag(self, recht: str, obj=None) -> bool:
        """Does the user hold this permission on the item, or on the page's own?"""
        return bool(
            getSecurityManager().checkPermission(recht, self.context if obj is None else obj)
        )

    def datum(self, dag: date | None) -> str:
        return "" if dag is None else klok.datum_in_woorden(dag)

    def moment(self, moment: datetime | str | None) -> str:
        """Words for an aware moment, or for one in ISO 8601."""
        if not moment:
            return ""
        if isinstance(moment, str):
            moment = datetime.fromisoformat(moment)
        return klok.in_woorden(moment)


class Formulier(Pagina):
    """A page with a form: GET shows it, POST judges it.

    Subclasses implement ``verwerk``. A refusal leaves the page as it was filled in, with what is
    wrong above the form and at its field, and answers with the status of the refusal.
    """

    def __init__(self, context, request) -> None:
        super().__init__(context, request)
        self.fouten: dict[str, str] = {}

    def __call__(self) -> str:
        self.request.response.setHeader("Cache-Control", "private, no-store")
        if self.request.method == "POST":
            CheckAuthenticator(self.request)
            doel = self.verwerk()
            if doel:
                self.request.response.redirect(doel)
                return ""
        return self.index()

    def verwerk(self) -> str | None:
        """Do what the form asks; the address to go to, or ``None`` to show the form again."""
        raise NotImplementedError

    def weiger(self, veld: str, uitleg, status: int = 400) -> None:
        """Note what is wrong with a field, and the status of the answer."""
        self.fouten[veld] = uitleg
        self.request.response.setStatus(status)

    def waarde(self, veld: str) -> str:
        """What was filled in, as text."""
        waarde = self.request.form.get(veld, "")
        return waarde.strip() if isinstance(waarde, str) else ""

    def beschrijving_van(self, veld: str, *ook: str) -> str:
        """``aria-describedby`` of a field: its help texts, and its error when there is one."""
        delen = [*ook, f"fout-{veld}"] if veld in self.fouten else [*ook]
        return " ".join(delen)
