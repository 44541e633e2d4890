"""What the environment decides, read in one place; every default works with nothing set.

| variable | default | decides |
|---|---|---|
| ``MASSLINE_VAR`` | ``var/`` | the one folder the running site writes to |
| ``SECRET_KEY`` | made once, ``var/secret_key`` | the signing key |
| ``DATABASE_URL`` | ``var/site.sqlite3`` | the database; ``postgres://...`` for PostgreSQL |
| ``MASSLINE_DIRECT_URL`` | ``DATABASE_URL`` | the same without a pooler between, for backups |
| ``MASSLINE_REPLICA_URL`` | not set | a copy that follows the database, for reading pages (``replica``) |
| ``MASSLINE_STATEMENT_SECONDS`` | 10 | that PostgreSQL works on a request's statement; 0: not asked |
| ``MASSLINE_HOSTS`` | loopback names | host names the site answers to, separated by commas |
| ``MASSLINE_HTTPS`` | off | readers come by TLS: HSTS, Secure cookies, redirect from plain HTTP |
| ``MASSLINE_PROXIES`` | 0 | how many trusted proxies stand in front (see ``access.client_address``) |
| ``MASSLINE_SECOND_FACTOR`` | offered | ``required``: who moderates has to set up a second factor first |
| ``MASSLINE_ACCOUNTS`` | on | readers may sign up for an account of their own |
| ``EMAIL_URL`` | not set: no e-mail | the mail server, ``smtp+tls://user:password@host:587`` |
| ``MASSLINE_MAIL_FROM`` | ``no-reply@`` and the first host name | the sender of the site's e-mail |
| ``MASSLINE_CONTACT`` | not set | where the moderators can be written to: free text, of several lines |
| ``MASSLINE_KEPT_PAGES`` | 8 | megabytes of reading pages that each worker keeps in memory; 0 for none |
| ``MASSLINE_KEPT_PIECES`` | 8 | megabytes of what pages have in common, the same way; 0 for none |
| ``MASSLINE_DEBUG`` | off | Django's debug pages; for work on the site, never on a public one |
"""

import os
import secrets
from pathlib import Path

import environ

from masslinesite import time_limits

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

#: Everything the running site writes: database, secret key, collected static files.
VAR_DIR = Path(env.str("MASSLINE_VAR", default=str(BASE_DIR / "var"))).resolve()

DEBUG = env.bool("MASSLINE_DEBUG", default=False)
HTTPS = env.bool("MASSLINE_HTTPS", default=False)
PROXIES = env.int("MASSLINE_PROXIES", default=0)
HOSTS = env.list("MASSLINE_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
#: Anything but "offered" counts as required: a slip of the pen must not open the desk.
SECOND_FACTOR_REQUIRED = env.str("MASSLINE_SECOND_FACTOR", default="offered").strip().lower() != "offered"
ACCOUNTS = env.bool("MASSLINE_ACCOUNTS", default=True)
KEPT_PAGES_MEGABYTES = env.int("MASSLINE_KEPT_PAGES", default=8)
KEPT_PIECES_MEGABYTES = env.int("MASSLINE_KEPT_PIECES", default=8)
#: 0 behind a pooler in transaction mode, which refuses to be asked and sets the limits itself.
STATEMENT_SECONDS = env.int("MASSLINE_STATEMENT_SECONDS", default=10)
#: PostgreSQL takes it that a page of its files from anywhere costs four times one that follows, as on a disk
#: that turns, and would rather read a small table whole than find three rows by an index: of 500 in 55 us,
#: not 12, and longer with each row. What is asked often is in memory, where it is all the same. And of what
#: is prepared (``server_plans``) it would make a plan for each value wherever some have many more rows than
#: others, as one text's paragraph has that all answer: 0.2 ms, each time, for the plan that it has already.
PLANNER = {"random_page_cost": 1.1, "plan_cache_mode": "force_generic_plan"}
#: Whether the operator has named a mail server; without one nothing of the site speaks of e-mail.
OFFERS_MAIL = bool(env.str("EMAIL_URL", default=""))
#: Shown wherever it says who can be asked; a line break can be written as “\\n”.
CONTACT = env.str("MASSLINE_CONTACT", default="", multiline=True).strip()
MAIL_FROM = env.str("MASSLINE_MAIL_FROM", default=f"no-reply@{HOSTS[0]}")


def secret_key() -> str:
    """The signing key: SECRET_KEY if set, else ``var/secret_key``, made at the first call (mode 600).

    Of several processes starting at once exactly one writes the key, and none can read half of
    it: it is written beside its place and linked there whole, which fails if it is there already.
    """
    if key := env.str("SECRET_KEY", default=""):
        return key
    path = VAR_DIR / "secret_key"
    if not path.exists():
        VAR_DIR.mkdir(parents=True, exist_ok=True)
        draft = VAR_DIR / f"secret_key.{os.getpid()}.{secrets.token_hex(4)}"
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(handle, "w", encoding="ascii") as file:
                file.write(secrets.token_urlsafe(64))
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text("ascii").strip()


def databases() -> dict[str, dict]:
    """Django's settings for the database, and for its replica where one is named.

    A replica that does not answer is given up sooner, since there is somebody else to ask: 2 s, which is
    the least that libpq knows.
    """
    address = env.str("DATABASE_URL", default="") or f"sqlite:///{VAR_DIR / 'site.sqlite3'}"
    found = {"default": database(env.db_url_config(address))}
    if address := env.str("MASSLINE_REPLICA_URL", default=""):
        found["replica"] = database(env.db_url_config(address))
        if found["replica"]["ENGINE"].endswith("postgresql"):
            found["replica"]["OPTIONS"]["connect_timeout"] = 2
    return found


def database(settings: dict) -> dict:
    """Django's settings for one database, with what each engine needs to be safe here.

    SQLite: WAL so that readers go on while one writes; IMMEDIATE so that a writer waits its turn
    (up to 20 s) rather than failing half-way; FULL so that an acknowledged post survives a power
    cut; secure_delete so that what was deleted is overwritten; recursive_triggers because
    INSERT OR REPLACE would else pass the append-only triggers. Each thread of a worker has a connection,
    which keeps 64 prepared statements, half of Python's default, since a large one has 25 kB.
    PostgreSQL: no server-side cursors, so that a pooler in transaction mode can stand between; nobody waits
    for a lock for ever, see ``time_limits``; what an index finds is looked up there, see ``PLANNER``.
    """
    settings["CONN_MAX_AGE"] = 60
    settings["CONN_HEALTH_CHECKS"] = True
    if settings["ENGINE"].endswith("sqlite3"):
        settings["ENGINE"] = "masslinesite.engines.sqlite3"
        settings["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": time_limits.LOCK_SECONDS,
            "cached_statements": 64,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
                "PRAGMA secure_delete=ON; PRAGMA recursive_triggers=ON;"
            ),
        }
    else:
        settings["DISABLE_SERVER_SIDE_CURSORS"] = True
        options = settings.setdefault("OPTIONS", {})
        options.setdefault("connect_timeout", 5)
        if STATEMENT_SECONDS:
            time_limits.add(options, time_limits.FOR_COMMANDS | PLANNER)
    return settings


def direct_database() -> dict | None:
    """Where DATABASE_URL names a pooler: PostgreSQL's own address, for what a pooler cannot pass on."""
    return env.db("MASSLINE_DIRECT_URL") if env.str("MASSLINE_DIRECT_URL", default="") else None


def database_at(url: str) -> dict:
    """What Django calls the parts of an address such as those of ``DATABASE_URL``."""
    return env.db_url_config(url)


def mail() -> dict:
    """Django's settings for the mail server; empty without one, and then nothing is ever sent.

    Each step of a delivery may take 20 s, so that all of them end well before somebody else may try.
    """
    return {**env.email("EMAIL_URL"), "EMAIL_TIMEOUT": 20} if OFFERS_MAIL else {}
