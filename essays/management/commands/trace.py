"""manage.py trace: which passages of the texts repeat which others."""

import os
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

from django.core.management.base import BaseCommand, CommandError

from essays.domain.corpus.problems import CorpusRefused
from essays.domain.links.suggesting import trace_debate
from essays.domain.tracing.from_corpus import lines_of_folder
from essays.management.commands.load_corpus import SHIPPED
from essays.models import Debate


class Command(BaseCommand):
    help = (
        "Find what the texts share in wording: in the loaded debates, where editors are suggested what is "
        "new, or with --json in folders of texts, without a database."
    )
    requires_system_checks = []
    #: Whether progress has been told in a line that has not ended.
    _in_line = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folders", nargs="*", type=Path, metavar="FOLDER", help="with --json: debates")
        parser.add_argument(
            "--json", metavar="FILE", help="write one JSON object a line to FILE (- for the output)"
        )
        parser.add_argument("--debate", metavar="SLUG", help="only this one of the loaded debates")

    def handle(
        self, *args: Any, folders: list[Path], json: str | None, debate: str | None, **options: Any
    ) -> None:
        if json is None and folders:
            raise CommandError("folders are traced with --json FILE; without it, the loaded debates are")
        if json is not None and debate:
            raise CommandError("--debate is for the loaded debates, --json for folders")
        if json is None:
            self._suggest(debate)
        else:
            self._write(json, folders or sorted(path for path in SHIPPED.iterdir() if path.is_dir()))

    def _suggest(self, only: str | None) -> None:
        slugs = [only] if only else list(Debate.objects.order_by("slug").values_list("slug", flat=True))
        for slug in slugs:
            try:
                self.stdout.write(f"{slug}: {trace_debate(slug=slug, progress=self._tell)}")
            except Debate.DoesNotExist:
                raise CommandError(f"no debate “{slug}” is loaded") from None
            except KeyboardInterrupt:
                self._end_line()
                raise CommandError("stopped; nothing was changed") from None

    def _write(self, name: str, folders: list[Path]) -> None:
        with self._written_to(name) as file:
            for folder in folders:
                lines = self._lines(folder)
                file.writelines(f"{line}\n" for line in lines)
                self.stderr.write(f"{folder.name}: {len(lines)} links found")

    def _lines(self, folder: Path) -> list[str]:
        try:
            return lines_of_folder(folder.resolve(), workers=os.cpu_count() or 1, progress=self._tell)
        except CorpusRefused as error:
            raise CommandError(f"{error}\n{folder}: refused, nothing was traced in it") from error
        except KeyboardInterrupt:
            self._end_line()
            raise CommandError("stopped; nothing was traced to the end") from None

    def _tell(self, done: int, total: int) -> None:
        share = done / total if total else 1
        line = f"\r{done:,} of {total:,} words, {share:.0%}"
        self.stderr.write(line, ending="\n" if done == total else "")
        self._in_line = done != total

    def _end_line(self) -> None:
        """Ends the line in which progress was told, so that what follows has its own."""
        if self._in_line:
            self.stderr.write("")
            self._in_line = False

    @contextmanager
    def _written_to(self, name: str) -> Iterator[TextIO]:
        """The file is replaced at the end, so that a search that is stopped leaves the old one whole."""
        if name == "-":
            yield self.stdout
            return
        part = Path(f"{name}.part")
        try:
            with part.open("w", encoding="utf-8") as file:
                yield file
            part.replace(name)
        except OSError as error:
            raise CommandError(f"{name}: can't be written: {error.strerror}") from error
        finally:
            part.unlink(missing_ok=True)
