"""Bounded time and no exception, whatever the text: against real child processes."""

import os
import resource
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from comments.markup import child, processes, rendering
from comments.markup.cleaning import clean_text
from comments.markup.processes import Converter, Converters, Failed
from comments.markup.rendering import Rendered, render
from masslinesite.logging import mask
from tests.comments.markup.growth import GROWTH
from tests.comments.markup.reading import Reading
from tests.timing import seconds_at_best

ROOT = Path(__file__).resolve().parents[3]
#: Forty times the processor time that a converter gets, if nothing stops it.
ENDLESS = "x = 1\nwhile True: x = x * 3 % 1000003"

#: Seconds that no test waits for.
FOREVER = 60


@pytest.fixture
def own_converters(monkeypatch):
    """Processes for one test, so that it can break them."""
    own = Converters()
    monkeypatch.setattr(processes, "converters", own)
    yield own
    own.stop()


@pytest.fixture
def slow_child(monkeypatch, own_converters):
    """Converters that never answer, after they have said that they are ready."""

    def start(code):
        ready = "import sys, time; from comments.markup.child import *; limit_resources()\n"
        ready += "signal.setitimer(signal.ITIMER_PROF, CPU_SECONDS)\n" if "CPU" in code else ""
        ready += "sys.stdout.buffer.write(pack({'ready': True})); sys.stdout.buffer.flush()\n"
        popen = subprocess.Popen
        monkeypatch.setattr(
            processes.subprocess,
            "Popen",
            lambda command, **options: popen([sys.executable, "-c", ready + code], **options),
        )

    return start


def test_a_text_is_converted_in_a_child():
    assert render("K 1 *now*", {"K 1": "/works/k/p1/"}) == Rendered(
        '<p><a href="/works/k/p1/" rel="ugc nofollow noopener noreferrer">K&nbsp;1</a> <em>now</em></p>',
        "markdown-2",
    )


def processor_time():
    """Seconds of this process and of its converters, those that run and those that have ended."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = time.process_time() + ended.ru_utime + ended.ru_stime
    for converter in processes.converters._all:
        fields = Path(f"/proc/{converter.process.pid}/stat").read_text().rpartition(")")[2].split()
        seconds += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return seconds


def renders_within(seconds, shape):
    """Measured as work, which a busy machine does not make more; how long to wait for it has limits below."""
    text, links = clean_text(GROWTH[shape]), {"K 1": "/works/k/p1/"}
    rendered = render(text, links)
    assert rendered.renderer in ("markdown-2", "plain-1")
    assert Reading(rendered.html).faults == []
    return seconds_at_best(lambda: render(text, links), enough=seconds, clock=processor_time) < seconds


@pytest.mark.parametrize("shape", GROWTH)
def test_no_shape_of_text_holds_a_worker(shape):
    assert renders_within(0.25, shape)


@pytest.mark.parametrize("shape", GROWTH)
def test_without_the_bounds_the_hard_limit_holds(shape, monkeypatch):
    monkeypatch.setattr(rendering, "is_within_bounds", lambda text: True)
    assert renders_within(1.0, shape)


def causes(caplog):
    """Those of the lines so far, as they pass the masking of the logs."""
    return [mask(None, "", dict(record.msg))["cause"] for record in caplog.records]


def test_waiting_and_answering_together_take_less_than_a_second():
    assert rendering.WAIT_SECONDS + rendering.ANSWER_SECONDS < 1.0


def test_a_text_out_of_bounds_shows_as_typed():
    assert render("1. " * 500 + "\n<b>", {}).renderer == "plain-1"


def test_an_exception_in_the_child_shows_the_text_as_typed(monkeypatch):
    monkeypatch.setattr(rendering, "is_within_bounds", lambda text: True)
    text = "1. " * 6000
    assert render(text, {}) == Rendered(f"<p>{text}</p>", "plain-1")


def test_a_child_that_computes_without_end_is_ended_by_the_kernel(slow_child, own_converters):
    slow_child("# CPU\n" + ENDLESS)
    with pytest.raises(Failed, match="ended"), own_converters.lend(1.0) as converter:
        converter.ask({"text": "x", "links": {}}, FOREVER)
    assert converter.process.wait() == -signal.SIGPROF
    assert render("words\nand more", {}) == Rendered("<p>words<br>and more</p>", "plain-1")


def test_a_child_that_waits_without_end_is_killed(slow_child, own_converters, caplog):
    slow_child(f"time.sleep({FOREVER})")
    with own_converters.lend(1.0) as converter:
        converter._receive(time.monotonic() + 5)
        converter.is_ready = True
    started = time.monotonic()
    assert render("words", {}).renderer == "plain-1"
    assert rendering.ANSWER_SECONDS < time.monotonic() - started < FOREVER / 2
    assert causes(caplog) == ["too_slow"]
    assert converter.process.poll() == -signal.SIGKILL


def test_after_a_failure_the_next_text_is_converted_again(own_converters):
    with pytest.raises(Failed, match="ended"), own_converters.lend(1.0) as converter:
        os.kill(converter.process.pid, signal.SIGKILL)
        converter.ask({"text": "x", "links": {}}, 5.0)
    assert render("words", {}).renderer == "markdown-2"


def test_a_child_that_was_killed_meanwhile_costs_no_text(own_converters):
    assert render("words", {}).renderer == "markdown-2"
    idle = own_converters._idle[0]
    os.kill(idle.process.pid, signal.SIGKILL)
    idle.process.wait()
    assert render("words", {}).renderer == "markdown-2"
    assert idle not in own_converters._all


def test_a_child_that_cannot_be_started_shows_the_text_as_typed(own_converters, monkeypatch):
    monkeypatch.setattr(processes.sys, "executable", "/nowhere/python")
    assert render("words", {}) == Rendered("<p>words</p>", "plain-1")
    rendering.warm()


def test_the_logs_say_why_a_text_shows_as_typed(own_converters, monkeypatch, caplog):
    render("1. " * 500, {})
    with monkeypatch.context() as unbounded:
        unbounded.setattr(rendering, "is_within_bounds", lambda text: True)
        render("1. " * 6000, {})
    with monkeypatch.context() as full:
        full.setattr(processes, "LONGEST_ANSWER", 1)
        render("words", {})
    own_converters.stop()
    monkeypatch.setattr(processes.sys, "executable", "/nowhere/python")
    render("words", {})
    rendering.warm()
    not_started = "not_started.FileNotFoundError"
    assert causes(caplog) == [
        "out_of_bounds", "RecursionError", "too_long", not_started, not_started
    ]  # fmt: skip


def test_when_all_are_busy_a_text_waits_no_longer_than_its_time(own_converters):
    with own_converters.lend(1.0) as one, own_converters.lend(1.0) as two:
        for converter in (one, two):
            converter.ask({"text": "x", "links": {}}, 5.0)
        started = time.monotonic()
        assert render("words", {}).renderer == "plain-1"
        assert rendering.WAIT_SECONDS < time.monotonic() - started < FOREVER / 2


def test_while_one_starts_a_text_waits_for_it(own_converters):
    rendering.warm()
    with own_converters.lend(1.0), own_converters.lend(1.0):
        waiting = ThreadPoolExecutor(1).submit(render, "words", {})
        time.sleep(0.6)
    assert waiting.result().renderer == "markdown-2"


def test_threads_share_the_processes(own_converters):
    barrier = threading.Barrier(8)

    def work(number):
        barrier.wait()
        return [render(f"text *{number}* {each}", {}) for each in range(10)]

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(work, range(8)))
    assert answers == [
        [Rendered(f"<p>text <em>{number}</em> {each}</p>", "markdown-2") for each in range(10)]
        for number in range(8)
    ]
    assert len(own_converters._all) == processes.MOST


def test_warming_starts_one_process_and_does_not_wait(own_converters):
    rendering.warm()
    rendering.warm()
    assert [converter.is_ready for converter in own_converters._all] == [False]


def test_an_answer_that_is_too_long_is_refused(monkeypatch, own_converters):
    monkeypatch.setattr(processes, "LONGEST_ANSWER", 100)
    assert render("words " * 50, {}).renderer == "plain-1"
    assert render("words", {}).renderer == "markdown-2"


FORKED = """
import os, sys
sys.path.insert(0, {root!r})
from comments.markup import processes
from comments.markup.rendering import render
assert render("one", {{}}).renderer == "markdown-2"
mine = [converter.process.pid for converter in processes.converters._all]
child = os.fork()
if child == 0:
    assert not processes.converters._all
    assert render("two", {{}}).renderer == "markdown-2"
    assert [converter.process.pid for converter in processes.converters._all] != mine
    processes.converters.stop()
    os._exit(0)
assert os.waitpid(child, 0)[1] == 0
assert render("three", {{}}).renderer == "markdown-2"
assert [converter.process.pid for converter in processes.converters._all] == mine
print(*mine)
"""


def test_a_forked_worker_has_processes_of_its_own_and_none_outlives_its_owner():
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", FORKED.format(root=str(ROOT))],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (0, "")
    for pid in done.stdout.split():
        with pytest.raises(ProcessLookupError):
            os.kill(int(pid), 0)


def test_the_child_gets_no_secrets(own_converters, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "marker-of-a-secret")
    with own_converters.lend(1.0) as converter:
        # Until it has answered it may not have begun to run, and then shows no environment at all.
        converter.ask({"text": "x", "links": {}}, 5.0)
        environment = Path(f"/proc/{converter.process.pid}/environ").read_bytes()
    assert b"PATH=" in environment
    assert b"marker-of-a-secret" not in environment


def test_the_child_dumps_no_core_and_writes_no_files():
    converter = Converter()
    try:
        converter.ask({"text": "x", "links": {}}, 5.0)
        limits = Path(f"/proc/{converter.process.pid}/limits").read_text().splitlines()
    finally:
        converter.stop()
    found = {line[:25].strip(): line[25:].split()[:2] for line in limits}
    assert found["Max core file size"] == ["0", "0"]
    assert found["Max file size"] == ["0", "0"]
    assert found["Max address space"] == [str(child.MEMORY)] * 2
