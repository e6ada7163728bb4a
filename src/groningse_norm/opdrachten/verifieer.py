"""``groningse-norm verifieer``: check a sign-off from its bundle; no site is needed."""

import argparse
import json
from pathlib import Path

from groningse_norm.opdrachten.weigering import Geweigerd, VerkeerdGebruik


def register(subparsers: argparse._SubParsersAction) -> None:
    parser = subparsers.add_parser(
        "verifieer",
        help="check a sign-off from its bundle; no site is needed",
        description=(
            "Recompute everything in a bundle. Exit code 0: all matches; 1: something does not, "
            "and the first mismatch is on stderr; 2: this could not be checked."
        ),
    )
    parser.add_argument("bundle", metavar="BUNDLE", help="the zip that the site gave")
    parser.add_argument(
        "--kop", metavar="SHA256", help="fingerprint of the last signature, from a receipt"
    )
    parser.add_argument(
        "--bijlagen", metavar="DIR", help="directory with the attachments, to check them as well"
    )
    parser.add_argument("--json", action="store_true", help="print the report as one JSON object")
    parser.set_defaults(run=run)


def _lees(pad: Path) -> bytes:
    try:
        return pad.read_bytes()
    except OSError as error:
        raise VerkeerdGebruik(f"{pad} cannot be read: {error.strerror}") from None


def _bestanden(map_: str | None) -> dict[str, bytes]:
    if map_ is None:
        return {}
    if not Path(map_).is_dir():
        raise VerkeerdGebruik(f"{map_} is not a directory")
    return {
        str(pad.relative_to(map_)): _lees(pad)
        for pad in sorted(Path(map_).rglob("*"))
        if pad.is_file()
    }


def run(args: argparse.Namespace) -> int:
    from dataclasses import replace

    from groningse_norm.ondertekening.bundel import MAXIMUM, OngeldigeBundel, pak_uit
    from groningse_norm.ondertekening.verificatie import verifieer

    pad = Path(args.bundle)
    inhoud = _lees(pad)
    if len(inhoud) > MAXIMUM:
        raise VerkeerdGebruik(f"{pad} is bigger than a bundle can be")
    try:
        bundel = replace(pak_uit(inhoud), bestanden=_bestanden(args.bijlagen))
    except OngeldigeBundel as ongeldig:
        raise VerkeerdGebruik(f"{pad}: {ongeldig}") from None
    kop = args.kop.strip().lower() if args.kop is not None else None
    verslag = verifieer(bundel, kop)
    if args.json:
        print(json.dumps(verslag.als_dict(), ensure_ascii=False, indent=2))
    else:
        for controle in verslag.controles:
            print(f"{'in orde' if controle.in_orde else 'FOUT   '}  {controle.wat}")
        print(f"{verslag.getekend} van {verslag.nodig} partijen hebben getekend.")
        print(f"Laatste vingerafdruk: {verslag.kop}")
    if verslag.eerste_fout is not None:
        raise Geweigerd(verslag.eerste_fout.fout)
    return 0
