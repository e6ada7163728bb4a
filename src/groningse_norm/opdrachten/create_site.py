"""``groningse-norm create-site``: make a site in the data of VAR, without serving it."""

import argparse
import getpass
import re
import sys

from groningse_norm.opdrachten import zopesite
from groningse_norm.opdrachten.instantie import Instantie
from groningse_norm.opdrachten.voortgang import stap
from groningse_norm.opdrachten.weigering import Geweigerd, VerkeerdGebruik

# What Zope accepts as an id without surprises in a URL.
SITE_ID = re.compile(r"[a-zA-Z][a-zA-Z0-9_-]{0,63}")
ACCOUNT = re.compile(r"[a-zA-Z0-9][a-zA-Z0-9._@-]{0,63}")
KORTSTE_WACHTWOORD = 12  # characters; a root account has no throttle on wrong passwords

ZONDER_BEHEERDER = (
    "No account was made. Make one with: groningse-norm create-site --admin NAME (together "
    "with the site), or for data that exist: addzopeuser -c {conf} NAME PASSWORD"
)


def register(subparsers: argparse._SubParsersAction) -> None:
    parser = subparsers.add_parser(
        "create-site",
        help="make a site in the data of VAR",
        description=(
            "Make a site in the data of VAR, which no server may be using. No account is "
            "made unless --admin or --demo asks for it."
        ),
    )
    parser.add_argument("--id", default="groningen", help="id of the site (groningen)")
    parser.add_argument("--title", default="Groningse norm", help="title (Groningse norm)")
    parser.add_argument(
        "--language", default="nl", choices=("nl", "en"), help="language of the site (nl)"
    )
    parser.add_argument(
        "--demo", action="store_true", help="with demo content and accounts of known password"
    )
    parser.add_argument(
        "--admin",
        metavar="NAME",
        help="make a Zope manager; the password is asked for, or read from standard input",
    )
    parser.add_argument("--var", metavar="DIR", help="directory with the data (VAR, or ./var)")
    parser.set_defaults(run=run)


def vraag_wachtwoord(naam: str) -> str:
    """The password for a new account: asked twice on a terminal, else one line of stdin."""
    if sys.stdin.isatty():
        wachtwoord = getpass.getpass(f"Password for {naam}: ")
        if wachtwoord != getpass.getpass("Once more: "):
            raise Geweigerd("the two passwords differ; nothing was made")
    else:
        wachtwoord = sys.stdin.readline().rstrip("\r\n")
    if len(wachtwoord) < KORTSTE_WACHTWOORD:
        raise Geweigerd(
            f"the password has fewer than {KORTSTE_WACHTWOORD} characters; nothing was made"
        )
    return wachtwoord


def run(args: argparse.Namespace) -> int:
    if not SITE_ID.fullmatch(args.id):
        raise VerkeerdGebruik(f"--id {args.id!r} is no id: a letter, then letters, digits, - and _")
    if args.demo and args.admin:
        raise VerkeerdGebruik("--demo makes the account admin itself; leave --admin out")
    if args.admin and not ACCOUNT.fullmatch(args.admin):
        raise VerkeerdGebruik(f"--admin {args.admin!r} is no account name")
    beheerder, wachtwoord = args.admin, None
    if beheerder:
        wachtwoord = vraag_wachtwoord(beheerder)
    elif args.demo:
        beheerder, wachtwoord = zopesite.BEHEERDER, zopesite.WACHTWOORD

    instantie = Instantie.van(args.var)
    with zopesite.geopend(instantie), zopesite.wortel() as app:
        if args.id in app.objectIds():
            raise Geweigerd(f"the data already hold something with id {args.id}")
        if beheerder and app.acl_users.getUser(beheerder) is not None:
            if args.admin:
                raise Geweigerd(f"the account {beheerder} exists already; leave --admin out")
            # Never a known password for an account that somebody has chosen one for.
            beheerder = None
        with stap("making the site" + (" with demo content" if args.demo else "")):
            zopesite.maak_site(
                app, args.id, args.title, args.language, args.demo, beheerder, wachtwoord
            )
    print(f"Made the site /{args.id} in {instantie.var}")
    if not beheerder:
        print(ZONDER_BEHEERDER.format(conf=instantie.zope_conf))
    return 0
