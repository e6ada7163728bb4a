"""A demo site in this very process, stock Plone beside it, and requests without a network."""

import contextlib
import io
import tempfile
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from measure import CannotMeasure
from opstelling.proces import SITE, Klok, hier_geopend, maak_demo

STOCK = "stock"
PASSWORD = "groningse-norm-demo"
JSON = "application/json"
HTML = "text/html"
TEXT = "<p>Text of a page, as every Plone site has.</p>" * 40
# A page of Plone's own, in both sites.
PAGE = "bench"
LETTERS = "overheden/westerkwartier/brieven"
PUBLIC = f"{LETTERS}/1969216064"
SEALED = f"{LETTERS}/1969216999"


@dataclass(frozen=True, slots=True)
class Here:
    """Sites that are open in this process."""

    pipeline: Any
    clock: Klok

    def get(self, path: str, accept: str = HTML, login: str = "", status: int = 200) -> bytes:
        """Body of one request; ``path`` begins with the site, and may end with a query.

        Raises when it answers otherwise.
        """
        path, _mark, query = path.partition("?")
        environ = {
            "REQUEST_METHOD": "GET",
            "SCRIPT_NAME": "",
            "PATH_INFO": f"/{path}",
            "QUERY_STRING": query,
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "HTTP_ACCEPT": accept,
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": io.StringIO(),
            "wsgi.multithread": True,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
        }
        if login:
            credentials = b64encode(f"{login}:{PASSWORD}".encode()).decode()
            environ["HTTP_AUTHORIZATION"] = f"Basic {credentials}"
        answered: list[str] = []
        parts = self.pipeline(environ, lambda line, headers, error=None: answered.append(line))
        try:
            body = b"".join(parts)
        finally:
            if hasattr(parts, "close"):
                parts.close()
        if not answered or answered[-1].split()[0] != str(status):
            raise CannotMeasure(f"/{path} answers {answered or 'nothing'}, not {status}")
        return body


@contextlib.contextmanager
def demo() -> Iterator[Here]:
    """The demo site, in a database of its own that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="groningse-norm-bench-") as folder:
        clock = Klok(Path(folder) / "klok")
        with hier_geopend(clock) as pipeline:
            maak_demo()
            yield Here(pipeline, clock)


def add_stock() -> None:
    """A Plone site without the product, in the same database."""
    import transaction
    from Products.CMFPlone.factory import addPloneSite
    from zope.component.hooks import setSite

    from groningse_norm.opdrachten import zopesite

    with zopesite.wortel() as app:
        addPloneSite(
            app,
            STOCK,
            default_language="nl",
            portal_timezone="Europe/Amsterdam",
            setup_content=False,
            distribution_name="classic",
        )
        transaction.commit()
        setSite(None)


def make_alike() -> None:
    """Give stock Plone the same languages to choose from and tabs to go to as the demo has.

    Each of these costs a page time in Plone itself.
    """
    from plone import api
    from plone.i18n.interfaces import ILanguageSchema

    from groningse_norm.opdrachten import zopesite

    with zopesite.werk_in(SITE, "nothing is changed") as site:
        languages = {
            f"plone.{name}": api.portal.get_registry_record(f"plone.{name}")
            for name in ILanguageSchema.names()
        }
        tabs = [item.Title() for item in site.contentValues() if not item.exclude_from_nav]
    with zopesite.werk_in(STOCK, "tabs and languages") as site:
        for name, value in languages.items():
            api.portal.set_registry_record(name, value)
        for tab in tabs:
            api.content.transition(api.content.create(site, "Folder", title=tab), "publish")


def add_page(site_id: str) -> None:
    """A published Document in a site."""
    from plone import api
    from plone.app.textfield.value import RichTextValue

    from groningse_norm.opdrachten import zopesite

    with zopesite.werk_in(site_id, "a page") as site:
        page = api.content.create(
            site, "Document", PAGE, "Bench", text=RichTextValue(TEXT, HTML, "text/x-html-safe")
        )
        api.content.transition(page, "publish")
