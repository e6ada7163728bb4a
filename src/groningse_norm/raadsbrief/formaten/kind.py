"""The process that reads one file of a stranger: ``python -m …kind docx < file``, JSON out.

It bounds itself before it looks at the file. What goes beyond the bounds ends it, and only it.
"""

import json
import logging
import sys
from dataclasses import asdict

from groningse_norm.begrenzing import begrens
from groningse_norm.raadsbrief.formaten.gelezen import MIB, toets_omvang
from groningse_norm.raadsbrief.formaten.tekst import schoon
from groningse_norm.raadsbrief.geweigerd import BriefGeweigerd

GEHEUGEN = 512 * MIB
SECONDEN = 10


def main(soort: str) -> None:
    begrens(GEHEUGEN, SECONDEN)
    logging.disable(logging.CRITICAL)
    try:
        if soort == "docx":
            from groningse_norm.raadsbrief.formaten.docx import lees
        elif soort == "odt":
            from groningse_norm.raadsbrief.formaten.odt import lees
        else:
            from groningse_norm.raadsbrief.formaten.pdf import lees
        gelezen = lees(sys.stdin.buffer.read())
        toets_omvang(gelezen.regels)
        uitkomst = asdict(gelezen) | {"regels": [schoon(regel) for regel in gelezen.regels]}
    except BriefGeweigerd as error:
        uitkomst = {"code": error.code, "uitleg": error.uitleg}
    json.dump(uitkomst, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1])
