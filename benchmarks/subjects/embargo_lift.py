"""Opening one letter with its attachments, against stock Plone publishing a folder with as many.

Stock Plone's way is that of plone.restapi, ``@workflow/publish`` with its children; both end with
the commit of a transaction, and neither has an HTTP request around it.
"""

import time
from datetime import timedelta
from itertools import count

from measure import CannotMeasure, Figure, Row, in_turns, medians
from opstelling.proces import zet_onder_embargo
from sites import SITE, STOCK, add_stock, demo

FILES = 20
LIFT = f"lift of a letter with {FILES} attachments"
PUBLISH = f"stock Plone publishes a folder with {FILES} files"
ROWS = {LIFT: Row("ms", PUBLISH, 1.0)}
ROUNDS = 15
WARM_UP = 3


def add_folders(number: int) -> list[str]:
    from plone.dexterity.utils import addContentToContainer, createContent
    from plone.namedfile.file import NamedBlobFile

    from groningse_norm.opdrachten import zopesite

    with zopesite.werk_in(STOCK, "folders with files") as site:
        for turn in range(number):
            folder = addContentToContainer(site, createContent("Folder", title=f"Folder {turn}"))
            for file in range(FILES):
                name = f"folder-{turn}-{file}.txt"
                addContentToContainer(
                    folder,
                    createContent(
                        "File",
                        id=name,
                        title=name,
                        file=NamedBlobFile(name.encode() * 40, "text/plain", name),
                    ),
                )
        return [folder.getId() for folder in site.objectValues("Dexterity Container")][-number:]


def publish(folder_id: str) -> None:
    import transaction
    from plone.restapi.services.workflow.transition import WorkflowTransition
    from Products.Five.browser import BrowserView

    from groningse_norm.embargo.systeem import als_systeem

    # ZCML adds the second base where the service is registered.
    class Publish(WorkflowTransition, BrowserView):
        pass

    with als_systeem(f"/{STOCK}") as site:
        service = Publish(site[folder_id], site.REQUEST)
        service.transition = "publish"
        service.recurse_transition([site[folder_id]], "", {}, include_children=True)
        transaction.commit()


def measure() -> dict[str, Figure]:
    from groningse_norm import klok
    from groningse_norm.embargo.opheffing import hef_op_wat_kan

    number = ROUNDS + WARM_UP
    with demo() as here:
        add_stock()
        folders = iter(add_folders(number))
        begin = klok.op_de_minuut(here.clock.nu() + timedelta(hours=1))
        for turn in range(number):
            zet_onder_embargo(
                1, begin + timedelta(minutes=turn), bijlagen=FILES, merk=f"stuk-{turn}"
            )
        turns = count()

        def lift() -> None:
            if hef_op_wat_kan(f"/{SITE}", begin + timedelta(minutes=next(turns))) != 1:
                raise CannotMeasure("a letter was not lifted at its moment")

        works = {LIFT: lift, PUBLISH: lambda: publish(next(folders))}
        found = medians(in_turns(works, ROUNDS, WARM_UP, time.perf_counter), 1000)
    return {LIFT: Figure(found[LIFT], found[PUBLISH])}
