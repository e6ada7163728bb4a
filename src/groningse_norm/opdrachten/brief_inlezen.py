"""``groningse-norm brief-inlezen``: read a letter, to JSON or as a draft in the site."""

import argparse
import json
import sys
from pathlib import Path

from groningse_norm.opdrachten.weigering import Geweigerd, VerkeerdGebruik


def register(subparsers: argparse._SubParsersAction) -> None:
    parser = subparsers.add_parser(
        "brief-inlezen",
        help="read a letter to the council, to JSON or as a draft in the site",
        description=(
            "Read a letter of a college to its council. With --json its parts are printed "
            "and no site is needed; with --overheid a draft is made in the site of VAR."
        ),
    )
    parser.add_argument("file", metavar="FILE", help="the letter; - reads standard input")
    parser.add_argument(
        "--overheid", metavar="TOOI", help="make a draft of this authority, e.g. gm1969"
    )
    parser.add_argument("--json", action="store_true", help="print the parts as one JSON object")
    parser.add_argument("--site", default="groningen", help="id of the site (groningen)")
    parser.add_argument("--var", metavar="DIR", help="directory with the data (VAR, or ./var)")
    parser.set_defaults(run=run)


def _read(file: str, maximum: int) -> tuple[bytes, str]:
    """The letter, at most one byte more than the maximum, and its file name."""
    if file == "-":
        return sys.stdin.buffer.read(maximum + 1), "stdin.txt"
    path = Path(file)
    try:
        with path.open("rb") as stream:
            return stream.read(maximum + 1), path.name
    except FileNotFoundError:
        raise Geweigerd(f"the file {file} does not exist") from None
    except IsADirectoryError:
        raise Geweigerd(f"{file} is a directory; name the letter itself") from None
    except OSError as error:
        raise Geweigerd(f"the file {file} cannot be read: {error.strerror}") from None


def run(args: argparse.Namespace) -> int:
    if args.json == bool(args.overheid):
        raise VerkeerdGebruik("say either --json or --overheid TOOI")
    from groningse_norm.raadsbrief.formaten.gelezen import MAX_BYTES
    from groningse_norm.raadsbrief.geweigerd import BriefGeweigerd
    from groningse_norm.raadsbrief.inlezen import lees_brief

    inhoud, bestandsnaam = _read(args.file, MAX_BYTES)
    try:
        brief = lees_brief(inhoud, bestandsnaam=bestandsnaam)
    except BriefGeweigerd as geweigerd:
        raise Geweigerd(geweigerd.uitleg) from None
    if args.json:
        print(json.dumps(brief.als_dict(), ensure_ascii=False, indent=2))
        return 0

    from groningse_norm.opdrachten import zopesite
    from groningse_norm.opdrachten.instantie import Instantie

    with (
        zopesite.geopend(Instantie.van(args.var)),
        zopesite.werk_in(args.site, f"brief-inlezen {bestandsnaam}") as site,
    ):
        concept = _registreer(site, args.overheid, brief)
        pad = "/".join(concept.getPhysicalPath())
    print(pad)
    return 0


def _registreer(site, tooi: str, brief):
    """Make the draft in the authority with this TOOI id."""
    from groningse_norm.raadsbrief.registreer import KenmerkBestaat, registreer

    for brain in site.portal_catalog.unrestrictedSearchResults(portal_type="Overheid"):
        overheid = brain._unrestrictedGetObject()
        if overheid.tooi == tooi:
            try:
                return registreer(overheid, brief)
            except KenmerkBestaat as bestaat:
                raise Geweigerd(f"there is a letter with reference {bestaat} already") from None
    raise Geweigerd(f"the site {site.getId()} has no authority with TOOI id {tooi}")
