"""What the head of the register's page tells."""

from plone.app.layout.links.viewlets import CanonicalURL


class EigenAdres(CanonicalURL):
    """The canonical link of a page that is not that of its context (RFC 6596)."""

    def render(self) -> str:
        return f'    <link rel="canonical" href="{self.context.absolute_url()}/raadsbrieven" />'
