"""Measure pages of the demo against a stock Plone page, in the same run: ``make bench``.

Absolute times say more about the machine than about the product, so each row is a ratio of
medians; the requests of the pages alternate, so that a busy moment falls on all of them.
"""

import base64
import http.client
import json
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 30
WARM_UP = 5
ACCOUNT = base64.b64encode(b"admin:groningse-norm-demo").decode()
STOCK = "/groningen/bench"

# Name -> (path, headers). The first is the yardstick.
PAGES = {
    "stock Plone page": (STOCK, {}),
    "public letter": ("/groningen/overheden/westerkwartier/brieven/1969216064", {}),
}


class Site:
    """A demo site of its own, in a temporary directory, on a free port."""

    def __enter__(self) -> "Site":
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.var = tempfile.mkdtemp()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "groningse_norm.opdrachten", "start"],
            env=dict(os.environ, PORT=str(self.port), HOST="127.0.0.1", VAR=self.var),
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        for line in self.process.stdout:
            if line.startswith("Ready"):
                return self
        self.__exit__()
        sys.exit("make bench: the demo site did not start")

    def __exit__(self, *error) -> None:
        self.process.terminate()
        self.process.wait(timeout=60)
        shutil.rmtree(self.var, ignore_errors=True)

    def request(self, method: str, path: str, headers=(), body=None) -> tuple[int, float]:
        """Status and seconds of one request."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        begin = time.perf_counter()
        connection.request(method, path, body=body, headers=dict(headers))
        answer = connection.getresponse()
        answer.read()
        seconds = time.perf_counter() - begin
        connection.close()
        return answer.status, seconds

    def add_stock_page(self) -> None:
        """A published Document with some text, as every Plone site has."""
        headers = {
            "Accept": "application/json",
            "Content-Type": "application/json",
            "Authorization": f"Basic {ACCOUNT}",
        }
        page = {
            "@type": "Document",
            "id": "bench",
            "title": "Bench",
            "text": {"content-type": "text/html", "data": "<p>Text of a page.</p>" * 40},
        }
        status, _ = self.request("POST", "/groningen", headers, json.dumps(page))
        if status == http.HTTPStatus.CREATED:
            status, _ = self.request("POST", f"{STOCK}/@workflow/publish", headers, "{}")
        if status != http.HTTPStatus.OK:
            sys.exit(f"make bench: the stock page could not be made (status {status})")


def main() -> int:
    times: dict[str, list[float]] = {name: [] for name in PAGES}
    with Site() as site:
        site.add_stock_page()
        for turn in range(WARM_UP + ROUNDS):
            for name, (path, headers) in PAGES.items():
                status, seconds = site.request("GET", path, headers)
                if status != http.HTTPStatus.OK:
                    sys.exit(f"make bench: {name} at {path} answers {status}")
                if turn >= WARM_UP:
                    times[name].append(seconds)
    medians = {name: statistics.median(values) for name, values in times.items()}
    yardstick = next(iter(medians))
    print(f"{'page':24} {'median ms':>10} {'ratio to ' + yardstick:>26}")
    for name, median in medians.items():
        print(f"{name:24} {median * 1000:10.1f} {median / medians[yardstick]:26.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
