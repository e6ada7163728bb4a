"""nginx as a caching proxy in front of a Plone process, and a server that records purges."""

import shutil
import subprocess
import tempfile
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from opstelling import LOOPBACK, vrije_poort

# What an operator writes as well: the cache obeys Cache-Control of Plone, keeps nothing without
# it, asks again for what is too old, and never serves something old because Plone is slow.
INSTELLING = """\
daemon off;
worker_processes 1;
pid {map}/nginx.pid;
error_log stderr warn;
events {{ worker_connections 64; }}
http {{
  access_log off;
  client_body_temp_path {map}/body;
  proxy_temp_path {map}/proxy;
  fastcgi_temp_path {map}/fastcgi;
  uwsgi_temp_path {map}/uwsgi;
  scgi_temp_path {map}/scgi;
  proxy_cache_path {map}/cache keys_zone=plone:1m max_size=64m;
  map $http_authorization$cookie___ac $aangemeld {{ "" 0; default 1; }}
  server {{
    listen {host}:{poort};
    location / {{
      proxy_pass http://{host}:{achter};
      proxy_set_header Host $http_host;
      proxy_cache plone;
      proxy_cache_key "$scheme$host$request_uri$http_accept";
      proxy_cache_revalidate on;
      proxy_cache_bypass $aangemeld;
      proxy_no_cache $aangemeld;
      add_header X-Cache $upstream_cache_status always;
    }}
  }}
}}
"""


class Nginx:
    """``with Nginx(port_of_plone) as proxy: proxy.poort``."""

    def __init__(self, achter: int) -> None:
        self.achter = achter

    def __enter__(self) -> "Nginx":
        programma = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
        if not programma:
            raise RuntimeError("nginx is not installed")
        self.poort = vrije_poort()
        self._map = Path(tempfile.mkdtemp(prefix="groningse-norm-nginx-"))
        # Its workers run as another account when it is started as root.
        self._map.chmod(0o755)
        bestand = self._map / "nginx.conf"
        bestand.write_text(
            INSTELLING.format(map=self._map, host=LOOPBACK, poort=self.poort, achter=self.achter)
        )
        self._log = (self._map / "log").open("wb")
        self._proces = subprocess.Popen(
            [programma, "-p", str(self._map), "-c", str(bestand), "-e", "stderr"],
            stdout=self._log,
            stderr=subprocess.STDOUT,
        )
        eind = time.monotonic() + 10
        while not (self._map / "nginx.pid").exists() or not (self._map / "nginx.pid").read_text():
            if self._proces.poll() is not None or time.monotonic() > eind:
                log = (self._map / "log").read_text(errors="replace")
                self.__exit__()
                raise RuntimeError(f"nginx did not start: {log[-500:]}")
            time.sleep(0.05)
        return self

    def __exit__(self, *fout) -> None:
        if self._proces.poll() is None:
            self._proces.terminate()
            self._proces.wait(timeout=20)
        self._log.close()
        shutil.rmtree(self._map, ignore_errors=True)


class Purgelog:
    """A proxy that only writes down what it is asked to forget."""

    def __enter__(self) -> "Purgelog":
        self.paden: list[str] = []
        paden = self.paden

        class Handler(BaseHTTPRequestHandler):
            def do_PURGE(self) -> None:
                paden.append(self.path)
                self.send_response(200)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *argumenten) -> None:
                pass

        self._server = ThreadingHTTPServer((LOOPBACK, 0), Handler)
        self._server.daemon_threads = True
        self.adres = f"http://{LOOPBACK}:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *fout) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(timeout=10)
