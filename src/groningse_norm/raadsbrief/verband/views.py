"""The letters about an item, under it."""

from plone.app.layout.viewlets.common import ViewletBase

from groningse_norm.raadsbrief.verband.handelingen import brieven_over


class BrievenHieroverViewlet(ViewletBase):
    """Nothing when there is no letter that the visitor may see."""

    def update(self) -> None:
        super().update()
        self.brieven = brieven_over(self.context)

    def render(self) -> str:
        return super().render() if self.brieven else ""
