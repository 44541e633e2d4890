"""The units for systemd: what they run exists, is named in the READMEs, and is shut in as the site is."""

import re
from configparser import RawConfigParser
from pathlib import Path

import pytest
from django.core.management import get_commands

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
PYTHON = "/srv/massline/site/.venv/bin/python manage.py "
#: Each periodic command with what its timer says.
PERIODIC = {
    "send_mail": "*:0/5",
    "backup /srv/massline/backups --keep 24 --keep-daily 14": "hourly",
    "clearsessions": "*-*-* 03:40",
    "learn_filter": "*-*-* 04:10",
}
TIMERS = sorted(path.stem for path in DEPLOY.glob("*.timer"))


def unit(name: str, *, strict: bool = True) -> RawConfigParser:
    """Strict: a setting twice is a mistake in most files. Names keep their case, as systemd reads them."""
    parser = RawConfigParser(delimiters="=", comment_prefixes="#", strict=strict)
    parser.optionxform = str
    parser.read_string((DEPLOY / name).read_text("utf-8"))
    return parser


def command_of(timer: str) -> str:
    return unit(f"{timer}.service")["Service"]["ExecStart"].removeprefix(PYTHON)


def test_each_service_but_the_site_has_its_timer_and_each_timer_its_service():
    assert sorted(path.stem for path in DEPLOY.glob("*.service")) == ["massline", *TIMERS]


def test_what_runs_by_timers_is_exactly_this():
    found = {command_of(timer): unit(f"{timer}.timer")["Timer"]["OnCalendar"] for timer in TIMERS}
    assert found == PERIODIC


def test_each_command_exists():
    assert {command.split()[0] for command in PERIODIC} <= get_commands().keys()
    script = unit("massline.service")["Service"]["ExecStart"].split()[0]
    assert (ROOT / script.removeprefix("/srv/massline/site/")).is_file()


def test_both_readmes_name_what_is_run_again_and_again():
    readme = " ".join((ROOT / "README.md").read_text().split())
    said = re.search(r"\*\*What is run again and again\.\*\* (.+?);", readme)[1]
    mail, backup, sessions, learning = (f"`manage.py {each.split()[0]}`" for each in PERIODIC)
    assert said == f"{mail} every five minutes, {backup} hourly, {sessions} and {learning} daily"
    deploying = (DEPLOY / "README.md").read_text()
    table = re.findall(r"^\| `(\w+)` \| (.+?) \|", deploying, re.MULTILINE)
    assert table == [
        ("send_mail", "every 5 minutes"),
        ("backup", "hourly"),
        ("clearsessions", "daily"),
        ("learn_filter", "daily"),
    ]
    names = re.search(r"massline-\{(.+)\}\.timer", deploying)[1].split(",")
    assert sorted(f"massline-{name}" for name in names) == TIMERS


def test_the_readme_says_how_long_backups_live():
    kept, days = re.search(r"--keep (\d+) --keep-daily (\d+)", command_of("massline-backup")).groups()
    deploying = " ".join((DEPLOY / "README.md").read_text().split())
    assert f"the latest {kept} stay, and the latest of each of the last {days} days" in deploying
    assert f"is gone from the last of them {days} days later" in deploying


@pytest.mark.parametrize("timer", TIMERS)
def test_what_runs_by_a_timer_is_shut_in_as_the_site_is(timer):
    own, site = unit(f"{timer}.service")["Service"], unit("massline.service")["Service"]
    differs = {"ExecStart", "Restart", "RestartSec", "KillMode", "TimeoutStopSec", "TimeoutStartSec"}
    assert {key: own.get(key) for key in site if key not in differs} == {
        key: value for key, value in site.items() if key not in differs
    }
    assert own["Type"] == "oneshot"
    assert unit(f"{timer}.timer")["Install"]["WantedBy"] == "timers.target"
