"""systemd's own opinion of the units, where it is installed."""

import shutil
import subprocess

from tests.cluster.files import DEPLOY, SITE, Layout
from tests.cluster.report import Report
from tests.served_site import ROOT


def check(layout: Layout, report: Report) -> None:
    """Adds to ``report``. systemd need not be running for it."""
    if not shutil.which("systemd-analyze"):
        report.figure("systemd-analyze verify", "not installed, so not asked")
        return
    folder = layout.folder / "units"
    folder.mkdir()
    paths = [path for path in DEPLOY.rglob("*") if path.suffix in (".service", ".timer")]
    for path in paths:
        (folder / path.name).write_text(path.read_text("utf-8").replace(SITE, str(ROOT)), "utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *sorted(folder.iterdir())],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    said = (done.stdout + done.stderr).strip()
    report.promise(f"systemd-analyze verify, {len(paths)} units", said or "nothing to say", kept=not said)
