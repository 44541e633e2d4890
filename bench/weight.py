"""What a reader's browser receives for a page of each kind, and how much of it a second time.

    .venv/bin/python bench/weight.py [--responses 400]

A site in a temporary folder with the shipped texts and that many responses to one paragraph, served as
deployed; Chromium asks for each page as somebody who has never been there, and once more.
"""

import argparse
import os
import shutil
import sys
import tempfile
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from playwright.sync_api import Browser, sync_playwright

from bench.pages import Page, fill
from bench.serving import site
from bench.weighing import weigh

COLUMNS = ("page", "style", "script", "font", "other")
#: A telephone's: what the narrow layout asks for.
WINDOW = {"width": 390, "height": 844}


def report(browser: Browser, url: str, pages: list[Page]) -> None:
    print("| page | HTML | CSS | scripts | fonts | icon | together | requests | again: bytes | requests |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    for asked in pages:
        context = browser.new_context(viewport=WINDOW)
        page = context.new_page()
        first, again = (weigh(page, url + asked.address) for _ in range(2))
        context.close()
        sizes = Counter()
        for part in first:
            sizes[part.kind] += part.size
        figures = [sizes[kind] for kind in COLUMNS]
        figures += [sizes.total(), len(first), sum(part.size for part in again), len(again)]
        print(f"| {asked.name} | {' | '.join(f'{figure:,}' for figure in figures)} |")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--responses", type=int, default=400)
    arguments = parser.parse_args()
    # Another database is somebody's, and not to be filled.
    os.environ.pop("DATABASE_URL", None)
    with tempfile.TemporaryDirectory(prefix="massline-bench.") as folder, sync_playwright() as playwright:
        environment = {"MASSLINE_VAR": folder}
        pages = fill(Path(folder), arguments.responses, environment)
        with site(**environment) as (url, _pid):
            browser = playwright.chromium.launch(
                executable_path=os.environ.get("MASSLINE_CHROMIUM") or shutil.which("chromium"),
                args=["--no-sandbox"],
            )
            report(browser, url, pages)
            browser.close()


if __name__ == "__main__":
    main()
