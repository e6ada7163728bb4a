"""``groningse-norm start``: make the instance and the site if they are not there, and serve.

One process: the pipeline is loaded once, the site is made in it, and the same process
serves.
"""

import argparse
import errno
import http
import http.client
import ipaddress
import os
import signal
import socket
import threading
import time
from collections.abc import Sequence

from groningse_norm.opdrachten import zopesite
from groningse_norm.opdrachten.create_site import zonder_beheerder
from groningse_norm.opdrachten.instantie import Instantie
from groningse_norm.opdrachten.voortgang import stap, zeg
from groningse_norm.opdrachten.weigering import Geweigerd, VerkeerdGebruik

SITE = "groningen"
THREADS = 4
# A first page compiles templates and fills caches; a slow machine takes this long at most.
GEDULD = 120.0  # seconds

DEMO_BUITEN = (
    "a site with demo accounts is served on this machine only, because everybody knows "
    "their password: leave HOST out, or start other data with VAR= and --no-demo"
)
ROLLEN = (
    ("griffie", "clerk's office: registers, sends and withdraws letters"),
    ("ondertekenaar", "mayor, commissioner of the King or dike reeve: signs"),
    ("loco", "their deputy: signs within a recorded period"),
    ("secretaris", "secretary: co-signs letters of the college"),
    ("medewerker", "staff: edits the plan, reports progress"),
    ("raadslid", "council member: reads under embargo"),
)


def register(subparsers: argparse._SubParsersAction) -> None:
    parser = subparsers.add_parser(
        "start",
        help="make the site if it is not there yet, and serve it",
        description=(
            "Make the instance and the site in VAR if they are not there yet, and serve "
            "them until Ctrl-C. Settings come from the environment; options win."
        ),
    )
    parser.add_argument("--port", help="port to listen on (PORT, or 8080)")
    parser.add_argument("--host", help="address to listen on (HOST, or 127.0.0.1)")
    parser.add_argument("--var", metavar="DIR", help="directory with the data (VAR, or ./var)")
    parser.add_argument(
        "--no-demo",
        action="store_true",
        help="make a new site without demo content and accounts",
    )
    parser.set_defaults(run=run)


def poort(tekst: str) -> int:
    """The port number; raises `VerkeerdGebruik`."""
    if tekst.isascii() and tekst.isdigit() and 1 <= int(tekst) <= 65535:
        return int(tekst)
    raise VerkeerdGebruik(f"PORT is {tekst!r}; it has to be a number from 1 to 65535")


def gebonden(host: str, port: int) -> list[socket.socket]:
    """Sockets bound to every address of the host, not yet listening.

    Binding now keeps the port ours during the start. Raises `Geweigerd`.
    """
    try:
        adressen = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except (OSError, UnicodeError):
        raise Geweigerd(f"HOST is {host!r}, which is no address of this machine") from None
    sockets: list[socket.socket] = []
    fout: OSError | None = None
    for familie, soort, protocol, _, adres in dict.fromkeys(adressen):
        try:
            eigen = socket.socket(familie, soort, protocol)
        except OSError as error:
            fout = error
            continue
        try:
            # A port that was left a moment ago is free; one that is listened on is not.
            eigen.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if familie == socket.AF_INET6:
                eigen.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            eigen.bind(adres)
        except OSError as error:
            eigen.close()
            fout = error
            if isinstance(error, PermissionError) or error.errno == errno.EADDRINUSE:
                break
        else:
            sockets.append(eigen)
    if sockets and (fout is None or fout.errno not in (errno.EADDRINUSE, errno.EACCES)):
        return sockets
    for eigen in sockets:
        eigen.close()
    if fout is not None and fout.errno == errno.EADDRINUSE:
        anders = port + 1 if port < 65535 else 8080
        raise Geweigerd(
            f"port {port} on {host} is in use by another program: stop that program, "
            f"or choose another port with PORT={anders}"
        )
    if fout is not None and fout.errno == errno.EACCES:
        raise Geweigerd(
            f"port {port} needs more rights than this account has: choose a port from 1024 on"
        )
    raise Geweigerd(f"HOST is {host!r}, which is no address of this machine")


def alleen_hier(sockets: Sequence[socket.socket]) -> bool:
    """Whether only this machine itself can reach these sockets."""
    return all(ipaddress.ip_address(eigen.getsockname()[0]).is_loopback for eigen in sockets)


def run(args: argparse.Namespace) -> int:
    begin = time.monotonic()
    port = poort(args.port or os.environ.get("PORT") or "8080")
    host = args.host or os.environ.get("HOST") or "127.0.0.1"
    instantie = Instantie.van(args.var)
    sockets = gebonden(host, port)
    try:
        veilig = alleen_hier(sockets)
        if not (veilig or args.no_demo or instantie.heeft_data):
            raise Geweigerd(DEMO_BUITEN)
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        with zopesite.geopend(instantie) as pijplijn:
            slot = _site(instantie, veilig, demo=not args.no_demo)
            return _dien(pijplijn, sockets, slot, begin)
    finally:
        for eigen in sockets:
            eigen.close()


def _site(instantie: Instantie, veilig: bool, demo: bool) -> str:
    """Make the site if it is not there; returns what to tell when it is served.

    Raises `Geweigerd` if what would be served may not leave this machine.
    """
    with zopesite.wortel() as app:
        if SITE not in app.objectIds():
            if demo and not veilig:
                raise Geweigerd(DEMO_BUITEN)
            _maak(app, demo)
        if not veilig and any(zopesite.heeft_demo(site) for site in zopesite.sites(app)):
            raise Geweigerd(DEMO_BUITEN)
        if zopesite.heeft_demo(app[SITE]):
            from groningse_norm.demo.waarmerk import zet_voorbeeld

            zet_voorbeeld(instantie.var)
            return accounts()
        if not zopesite.heeft_accounts(app):
            return zonder_beheerder(instantie)
    return ""


def _maak(app, demo: bool) -> None:
    with stap("making the site" + (" and its demo content" if demo else "")):
        zopesite.maak_site(app, SITE, "Groningse norm", "nl", demo=demo)


def accounts() -> str:
    """The demo accounts, as a short table."""
    from groningse_norm.demo.accounts import WACHTWOORD
    from groningse_norm.overheid.domain import GRONINGEN

    regels = [
        f"Demo accounts (password of all: {WACHTWOORD})",
        "",
        "  <role>-<authority>, for example griffie-gm1969; roles:",
        *(f"    {rol:14} {uitleg}" for rol, uitleg in ROLLEN),
        "  authorities:",
        *(f"    {overheid.tooi:7} {overheid.volledige_naam}" for overheid in GRONINGEN),
        "  and normbeheerder (regional programme office), admin (everything)",
    ]
    return "\n".join(regels)


def _antwoordt(host: str, port: int) -> bool:
    """Whether the page of the site is really served."""
    verbinding = http.client.HTTPConnection(host, port, timeout=GEDULD)
    try:
        verbinding.request("GET", f"/{SITE}")
        antwoord = verbinding.getresponse()
        antwoord.read()
        return antwoord.status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        verbinding.close()


def _dien(pijplijn, sockets: list[socket.socket], slot: str, begin: float) -> int:
    """Serve until Ctrl-C or SIGTERM; tells when the page answers."""
    from waitress.server import create_server

    host, port = sockets[0].getsockname()[:2]
    # Listening on every address includes the loopback one, which a reader can open here.
    bezoek = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
    adres = f"http://{f'[{bezoek}]' if ':' in bezoek else bezoek}:{port}/{SITE}"
    server = create_server(
        pijplijn,
        sockets=sockets,
        threads=THREADS,
        ident="",
        # The refusal of demo accounts elsewhere looks at X-Forwarded-For.
        clear_untrusted_proxy_headers=False,
    )
    klaar = threading.Event()

    def melden() -> None:
        with stap("building the first page"):
            gelukt = _antwoordt(bezoek, port)
        if klaar.is_set():
            return
        if gelukt:
            print(f"\nReady after {time.monotonic() - begin:.0f} s: {adres}\n", flush=True)
            print(slot + "\n\nCtrl-C stops it." if slot else "Ctrl-C stops it.", flush=True)
        else:
            zeg(f"The first page at {adres} does not answer with 200; see the log event.log.")

    threading.Thread(target=melden, daemon=True).start()
    try:
        # Returns at Ctrl-C and SIGTERM, after the running requests.
        server.run()
    except KeyboardInterrupt:
        pass
    finally:
        klaar.set()
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        server.close()
    zeg("Stopped.")
    return 0
