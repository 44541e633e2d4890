"""manage.py load_corpus: texts and apparatus from files into the database."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from essays.domain.corpus.problems import CorpusRefused
from essays.domain.loading.afterwards import act_on_texts
from essays.domain.loading.load import check_debate, load_debate
from essays.models import Debate

#: Each folder in it is a debate that is shipped with the site.
SHIPPED = Path(__file__).resolve().parents[2] / "corpus"


class Command(BaseCommand):
    help = "Load debates from folders of texts; without a folder, those shipped with the site."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folders", nargs="*", type=Path, metavar="FOLDER", help="a debate's folder")
        parser.add_argument("--check", action="store_true", help="only check; write nothing")
        parser.add_argument(
            "--revise",
            action="store_true",
            help="let loaded paragraphs change, as a new version of their text",
        )

    def handle(self, *args: Any, folders: list[Path], check: bool, revise: bool, **options: Any) -> None:
        if Debate._meta.db_table not in connection.introspection.table_names():
            raise CommandError("the database has no tables yet; make them with: manage.py migrate")
        act = check_debate if check else load_debate
        refused = []
        for folder in folders or sorted(path for path in SHIPPED.iterdir() if path.is_dir()):
            try:
                act(folder=folder, revise=revise, progress=self.stdout.write)
            except CorpusRefused as error:
                refused.append(f"{error}\n{folder}: refused, nothing was loaded from it")
        if not check:
            act_on_texts(progress=self.stdout.write)
        if refused:
            raise CommandError("\n".join(refused))
