"""``groningse-norm create-site``: make a site in the data of VAR, without serving it."""

import argparse
import getpass
import re
import shlex
import sys
from pathlib import Path

from groningse_norm.opdrachten import zopesite
from groningse_norm.opdrachten.instantie import Instantie
from groningse_norm.opdrachten.voortgang import stap
from groningse_norm.opdrachten.weigering import Geweigerd, VerkeerdGebruik

# What Zope accepts as an id without surprises in a URL.
SITE_ID = re.compile(r"[a-zA-Z][a-zA-Z0-9_-]{0,63}")
ACCOUNT = re.compile(r"[a-zA-Z0-9][a-zA-Z0-9._@-]{0,63}")
KORTSTE_WACHTWOORD = 12  # characters; a root account has no throttle on wrong passwords


def zonder_beheerder(instantie: Instantie) -> str:
    """What to tell when nobody can log in."""
    addzopeuser = Path(sys.executable).parent / "addzopeuser"
    return (
        "No account was made. Make one now, while nothing runs, with: "
        + shlex.join([str(addzopeuser), "-c", str(instantie.zope_conf)])
        + " NAME PASSWORD, or next time together with the site: create-site --admin NAME"
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
    account = (args.admin, vraag_wachtwoord(args.admin)) if args.admin else None

    instantie = Instantie.van(args.var)
    with zopesite.geopend(instantie), zopesite.wortel() as app:
        if args.id in app.objectIds():
            raise Geweigerd(f"the data already hold something with id {args.id}")
        if account and app.acl_users.getUser(args.admin) is not None:
            raise Geweigerd(f"the account {args.admin} exists already; leave --admin out")
        with stap("making the site" + (" with demo content" if args.demo else "")):
            zopesite.maak_site(
                app, args.id, args.title, args.language, demo=args.demo, account=account
            )
        iemand = zopesite.heeft_accounts(app)
    print(f"Made the site /{args.id} in {instantie.var}")
    if not iemand:
        print(zonder_beheerder(instantie))
    return 0
