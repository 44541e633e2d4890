"""The files for several machines: that all are tried out (``script/test-deploy``), and that they agree."""

import re
import subprocess

import pytest
import yaml

from tests.cluster.files import DEPLOY, PLACES, SERVICES, TIMED, own
from tests.site.test_deploy import unit

CLUSTER = DEPLOY / "cluster"
PATRONI = yaml.safe_load((CLUSTER / "patroni.yml").read_text("utf-8"))
#: What Patroni keeps for all machines.
SHARED = PATRONI["bootstrap"]["dcs"]
#: Of a file's first lines: the command by which it becomes another machine's.
SED = re.compile(r"^# (sed -i '.+') \S+$", re.MULTILINE)


def text_of(name: str) -> str:
    return (CLUSTER / name).read_text("utf-8")


def test_the_trial_uses_every_file():
    placed = {name for files in PLACES.values() for name in files}
    assert {path.name for path in CLUSTER.iterdir()} == placed | set(SERVICES)


def test_the_trial_runs_what_timers_run():
    assert {f"massline-{name}.service" for name in TIMED} <= {path.name for path in DEPLOY.iterdir()}


@pytest.mark.parametrize("name", ["etcd.env", "patroni.env"])
def test_a_files_own_command_makes_it_another_machines(name, tmp_path):
    path = tmp_path / name
    path.write_text(text_of(name), "utf-8")
    subprocess.run(["sh", "-c", f"{SED.search(text_of(name))[1]} {path}"], check=True)
    changed = [line for line in path.read_text("utf-8").splitlines() if not line.startswith("#")]
    expected = own(name, text_of(name), "db2").splitlines()
    assert changed == [line for line in expected if not line.startswith("#")]
    assert changed != [line for line in text_of(name).splitlines() if not line.startswith("#")]


def test_nothing_is_acknowledged_that_one_machine_alone_has():
    strict = {name: SHARED[name] for name in ("synchronous_mode", "synchronous_mode_strict")}
    assert strict == {"synchronous_mode": True, "synchronous_mode_strict": True}
    assert SHARED["postgresql"]["parameters"]["synchronous_commit"] == "on"


def test_a_leader_can_try_again_before_its_time_is_over():
    """Patroni's own rule for these three."""
    assert SHARED["loop_wait"] + 2 * SHARED["retry_timeout"] <= SHARED["ttl"]


def test_a_leader_that_hung_cannot_take_its_lock_back():
    """Debian 12's Patroni lets it by etcd's newer interface: see the file."""
    assert ("etcd" in PATRONI, "etcd3" in PATRONI) == (True, False)
    assert "ETCD_ENABLE_V2=true\n" in text_of("etcd.env")


def test_postgresql_logs_no_reader():
    parameters = SHARED["postgresql"]["parameters"]
    assert {name: value for name, value in parameters.items() if name.startswith("log_")} == {
        "log_statement": "none",
        "log_min_duration_statement": -1,
        "log_min_error_statement": "panic",
        "log_parameter_max_length_on_error": 0,
        "log_error_verbosity": "terse",
        "log_connections": "off",
        "log_disconnections": "off",
    }


def test_the_front_logs_no_reader():
    """Only the backends have a log, which says which machines are there."""
    logged = [
        section.split("\n", 1)[0]
        for section in re.split(r"\n(?=frontend |backend |defaults|global)", text_of("haproxy-front.cfg"))
        if re.search(r"^\s+log global", section, re.MULTILINE)
    ]
    assert logged == ["backend ready", "backend alive"]


def test_every_file_has_the_same_password_of_the_site():
    names = ("make-database", "pgbouncer-users.txt", "massline.env", "massline-commands.env")
    assert {name: set(re.findall(r"CHANGE-massline\b", text_of(name))) for name in names} == {
        name: {"CHANGE-massline"} for name in names
    }


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_of_several_machines_is_shut_in_as_the_site_is(name):
    parser = unit(f"cluster/{name}", strict=False)
    own_settings, site = parser["Service"], unit("massline.service")["Service"]
    differs = {"ExecStart", "EnvironmentFile", "Restart", "RestartSec"}
    differs |= {"KillMode", "TimeoutStopSec", "TimeoutStartSec"}
    assert {key: own_settings.get(key) for key in site if key not in differs} == {
        key: value for key, value in site.items() if key not in differs
    }
