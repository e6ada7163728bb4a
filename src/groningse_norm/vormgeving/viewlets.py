"""What Plone shows around a page, where ours differ."""

from plone.app.layout.viewlets import ViewletBase


class Geen(ViewletBase):
    """Nothing, in the place of a viewlet of Plone."""

    def render(self) -> str:
        return ""
