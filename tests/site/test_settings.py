"""Settings as the site runs with them, read in a process of their own: the tests' differ."""

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.served_site import ROOT, environment_of

SHOW = """
import json, sys
from django.conf import settings
print(json.dumps({name: getattr(settings, name) for name in sys.argv[1:]}, default=str))
"""


def settings_of(folder, *names: str, **environment: str) -> dict:
    """The named settings of a site with this environment."""
    variables = environment_of(folder, DJANGO_SETTINGS_MODULE="masslinesite.settings", **environment)
    command = [sys.executable, "-c", SHOW, *names]
    done = subprocess.run(command, cwd=ROOT, env=variables, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def check(folder, *arguments: str, **environment: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "manage.py", "check", *arguments],
        cwd=ROOT,
        env=environment_of(folder, **environment),
        capture_output=True,
        text=True,
    )


def test_defaults_are_safe_for_production(tmp_path):
    expected = {
        "DEBUG": False,
        "SESSION_COOKIE_AGE": 43_200,
        "SESSION_EXPIRE_AT_BROWSER_CLOSE": False,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "CSRF_COOKIE_HTTPONLY": True,
        "ALLOWED_HOSTS": ["localhost", "127.0.0.1", "[::1]"],
        "PROXIES": 0,
        "SECOND_FACTOR_REQUIRED": False,
        "ACCOUNTS": True,
        "CONTACT": "",
        "OFFERS_MAIL": False,
    }
    found = settings_of(tmp_path, "PASSWORD_HASHERS", *expected)
    hashers = found.pop("PASSWORD_HASHERS")
    assert [name.rpartition(".")[2] for name in hashers] == ["Argon2PasswordHasher", "PBKDF2PasswordHasher"]
    assert found == expected


@pytest.mark.parametrize(
    ("said", "required"),
    [("", True), ("offered", False), (" Offered ", False), ("required", True), ("requierd", True)],
)
def test_only_the_word_itself_makes_a_second_factor_no_more_than_an_offer(tmp_path, said, required):
    names = ("SECOND_FACTOR_REQUIRED", "ACCOUNTS")
    found = settings_of(tmp_path, *names, MASSLINE_SECOND_FACTOR=said, MASSLINE_ACCOUNTS="off")
    assert found == {"SECOND_FACTOR_REQUIRED": required, "ACCOUNTS": False}


def test_the_moderators_address_can_have_several_lines(tmp_path):
    said = r" The moderators\nMill Lane 3, Brook "
    assert settings_of(tmp_path, "CONTACT", MASSLINE_CONTACT=said) == {
        "CONTACT": "The moderators\nMill Lane 3, Brook"
    }


@pytest.mark.parametrize(("proxies", "header"), [("0", None), ("1", ["HTTP_X_FORWARDED_PROTO", "https"])])
def test_forwarded_protocol_is_believed_from_a_proxy_only(tmp_path, proxies, header):
    found = settings_of(
        tmp_path,
        "SECURE_PROXY_SSL_HEADER",
        "SESSION_COOKIE_NAME",
        MASSLINE_HTTPS="1",
        MASSLINE_PROXIES=proxies,
    )
    assert found == {"SECURE_PROXY_SSL_HEADER": header, "SESSION_COOKIE_NAME": "__Host-sessionid"}


def test_mail_server_by_address(tmp_path):
    expected = {
        "OFFERS_MAIL": True,
        "EMAIL_HOST": "mail.example",
        "EMAIL_PORT": 587,
        "EMAIL_HOST_USER": "site",
        "EMAIL_HOST_PASSWORD": "a word",
        "EMAIL_USE_TLS": True,
        "EMAIL_TIMEOUT": 20,
        "DEFAULT_FROM_EMAIL": "no-reply@reading.example",
    }
    found = settings_of(
        tmp_path,
        *expected,
        EMAIL_URL="smtp+tls://site:a%20word@mail.example:587",
        MASSLINE_HOSTS="reading.example,localhost",
    )
    assert found == expected


def test_databases_by_address(tmp_path):
    address = "postgres://site:word@127.0.0.1:5433/massline"
    database = settings_of(tmp_path, "DATABASES", DATABASE_URL=address)["DATABASES"]["default"]
    assert database["ENGINE"] == "django.db.backends.postgresql"
    assert database["CONN_MAX_AGE"] == 60
    assert database["CONN_HEALTH_CHECKS"] is True
    assert database["DISABLE_SERVER_SIDE_CURSORS"] is True
    options = "-c lock_timeout=20000 -c random_page_cost=1.1 -c plan_cache_mode=force_generic_plan"
    assert database["OPTIONS"] == {"connect_timeout": 5, "options": options}


def test_a_replica_is_given_up_sooner_and_has_a_router(tmp_path):
    addresses = {
        "DATABASE_URL": "postgres://site:word@127.0.0.1:5433/massline",
        "MASSLINE_REPLICA_URL": "postgres://site:word@127.0.0.1:5434/massline",
    }
    found = settings_of(
        tmp_path, "DATABASES", "DATABASE_ROUTERS", MASSLINE_STATEMENT_SECONDS="0", **addresses
    )
    assert found["DATABASE_ROUTERS"] == ["masslinesite.reading.Router"]
    default, replica = found["DATABASES"]["default"], found["DATABASES"]["replica"]
    assert (default.pop("PORT"), replica.pop("PORT")) == (5433, 5434)
    assert (default.pop("OPTIONS"), replica.pop("OPTIONS")) == (
        {"connect_timeout": 5},
        {"connect_timeout": 2},
    )
    assert default == replica
    alone = settings_of(tmp_path, "DATABASES", "DATABASE_ROUTERS")
    assert (list(alone["DATABASES"]), alone["DATABASE_ROUTERS"]) == (["default"], [])


def test_deploy_check_is_clean_behind_tls(tmp_path):
    os.chmod(tmp_path, 0o700)
    done = check(
        tmp_path, "--deploy", "--fail-level", "WARNING",
        MASSLINE_HTTPS="1", MASSLINE_PROXIES="1", MASSLINE_HOSTS="reading.example",
    )  # fmt: skip
    assert (done.stdout, done.stderr) == ("System check identified no issues (1 silenced).\n", "")
    assert done.returncode == 0


def test_deploy_check_names_a_public_site_without_tls(tmp_path):
    done = check(tmp_path, "--deploy", "--fail-level", "WARNING", MASSLINE_HOSTS="reading.example")
    assert done.returncode == 1
    assert "(masslinesite.W001) The site answers to reading.example without TLS." in done.stderr


def test_deploy_check_names_a_key_that_others_can_read(tmp_path):
    (tmp_path / "secret_key").write_text("k" * 64, "ascii")
    (tmp_path / "secret_key").chmod(0o644)
    done = check(tmp_path, "--deploy", "--fail-level", "WARNING")
    assert "(masslinesite.W002) secret_key can be read by other users" in done.stderr


def test_check_refuses_a_negative_number_of_proxies(tmp_path):
    assert "(masslinesite.E002)" in check(tmp_path, MASSLINE_PROXIES="-1").stderr


def test_check_refuses_a_replica_of_another_engine(tmp_path):
    done = check(tmp_path, "--tag", "database", MASSLINE_REPLICA_URL="postgres://site:word@127.0.0.1:1/massline")
    assert "(masslinesite.E003)" in done.stderr


def test_check_refuses_psycopg_3(tmp_path):
    """A module of that name on the path is enough for Django to choose it."""
    (tmp_path / "psycopg").mkdir()
    (tmp_path / "psycopg" / "__init__.py").write_text("", "ascii")
    done = check(tmp_path, "--tag", "database", PYTHONPATH=str(tmp_path))
    assert "(masslinesite.E001)" in done.stderr


def test_processes_that_start_at_once_share_one_secret_key(tmp_path):
    with ThreadPoolExecutor(4) as pool:
        keys = list(pool.map(lambda _: settings_of(tmp_path, "SECRET_KEY")["SECRET_KEY"], range(4)))
    assert len(set(keys)) == 1
    assert len(keys[0]) == 86
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]
    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600
