"""The form with one machine: nginx with TLS, the site's own service, SQLite."""

import re
import time
from contextlib import ExitStack
from pathlib import Path

from tests.cluster import certificate
from tests.cluster.browser import HOST, Browser, Place
from tests.cluster.files import DEPLOY, SITE, Layout
from tests.cluster.machines import status_of
from tests.cluster.processes import USER, Program, wait_for
from tests.cluster.report import Report, say
from tests.served_site import ROOT

ADDRESS = 30
PAGE = "/works/two-conceptions-of-the-mass-line/p3"
#: What Debian's nginx.conf has around the files of sites-available.
AROUND = """
{user}
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/nginx.log crit;
events {{ worker_connections 256; }}
http {{
    include /etc/nginx/mime.types;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/massline.conf;
}}
"""


class OneMachine:
    def __init__(self, layout: Layout) -> None:
        self.folder = layout.folder / "one"
        self.log = layout.folder / "logs"
        self.front, self.home = f"127.{layout.octet}.0.{ADDRESS}", f"127.{layout.octet}.1.{ADDRESS}"
        self.folder.mkdir()

    def start(self, stack: ExitStack) -> Place:
        """The service as its file has it, and nginx. Returns where readers reach it."""
        pem, key = certificate.make()
        self._write_nginx(pem, key)
        nginx = Program(["nginx", "-c", str(self.folder / "nginx.conf")], self.log / "one-nginx.log", {})
        stack.callback(nginx.stop)
        unit = (DEPLOY / "massline.service").read_text("utf-8")
        command = re.search(r"^ExecStart=(.+)$", unit, re.MULTILINE)[1]
        command = command.replace(SITE, str(ROOT)).replace("127.0.0.1", self.home).split()
        lines = (DEPLOY / "massline.env").read_text("utf-8").splitlines()
        settings = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
        settings |= {"MASSLINE_VAR": str(self.folder / "var"), "HOME": str(self.folder)}
        self.site = Program(command, self.log / "one-site.log", settings)
        stack.callback(self.site.stop)
        return Place(self.front, 8443, certificate.trusting(pem))

    def _write_nginx(self, pem: str, key: str) -> None:
        text = (DEPLOY / "nginx.conf").read_text("utf-8")
        # A machine need not speak IPv6; all else stays, but the ports that only root may use.
        text = re.sub(r"^\s*listen \[::\].*\n", "", text, flags=re.MULTILINE)
        text = text.replace("listen 80", f"listen {self.front}:8080").replace(
            "listen 443", f"listen {self.front}:8443"
        )
        text = text.replace("127.0.0.1:8000", f"{self.home}:8000")
        text = text.replace("/etc/ssl/reading.example/", f"{self.folder}/")
        text = text.replace("/var/log/nginx/massline.log", f"{self.log}/one-nginx-error.log")
        (self.folder / "massline.conf").write_text(text, "utf-8")
        (self.folder / "fullchain.pem").write_text(pem, "ascii")
        (self.folder / "key.pem").write_text(key, "ascii")
        user = "user root;" if USER else ""
        (self.folder / "nginx.conf").write_text(AROUND.format(user=user, folder=self.folder), "utf-8")


def try_out(stack: ExitStack, layout: Layout, report: Report) -> None:
    """A reader's errands there, and that nothing inside shows. Adds to ``report``."""
    say("One machine: nginx and the site on SQLite")
    machine = OneMachine(layout)
    place = machine.start(stack)
    away = wait_for("nginx says that the site is away", lambda: status_of(place, "/") in (502, 503), 20)
    browser = Browser(place, f"127.{layout.octet}.0.1")
    answer = browser.get("/")
    report.promise(
        "one machine, before the site answers", f"{answer.status}, Retry-After: {answer['Retry-After']}",
        kept=away < 20 and answer.status == 503 and "default-src 'none'" in answer["Content-Security-Policy"],
    )  # fmt: skip
    wait_for("the site answers", lambda: status_of(place, "/") == 200, 180)
    plain = Browser(Place(machine.front, 8080), browser.source).get(f"{PAGE}/")
    report.promise(
        "… plain HTTP",
        f"{plain.status} {plain['Location']}",
        kept=plain["Location"] == f"https://{HOST}{PAGE}/",
    )
    page = browser.get(f"{PAGE}/")
    file = re.search(r'href="(/static/css/[a-z-]+\.[0-9a-f]+\.css)"', page.text)
    served = browser.get(file[1])
    report.promise(
        "… a page, its style sheet",
        f"{page.status}, {served.status}",
        kept=page.status == served.status == 200,
    )
    report.promise("… kept by browsers", served["Cache-Control"], kept="immutable" in served["Cache-Control"])
    for path in ("/healthz", "/readyz", "//healthz", "/%68ealthz"):
        status = status_of(place, path)
        report.promise(f"… {path}", status, kept=status == 404)
    words = f"A response by way of nginx, at {time.time_ns()}."
    action, fields = browser.form(f"{PAGE}/respond/", "form_key", text=words)
    first, second = browser.post(action, fields), browser.post(action, fields)
    shown = words in browser.get(first["Location"]).text
    kept = first.status == 303 and first["Location"] == second["Location"] and shown
    report.promise(
        "… a response sent twice: receipts", len({first["Location"], second["Location"]}), kept=kept
    )
    log = Path(machine.log / "one-nginx-error.log")
    text = log.read_text("utf-8")
    told = words in text or browser.source in text
    report.promise("… nginx’s log holds words or addresses", "yes" if told else "no", kept=not told)
