"""debate.yaml: the debate itself, its authors, and its texts in order."""

from essays.domain.corpus.fields import SLUG, SLUG_LENGTH, Fields
from essays.domain.corpus.names import Once
from essays.domain.corpus.problems import Place, Problems
from essays.domain.corpus.records import AuthorRecord, WorkRecord
from essays.domain.corpus.source_files import DEBATE_FILE, SourceFile
from essays.domain.corpus.works import Shelf, check_replies, read_language, read_work
from essays.domain.corpus.yaml_tree import read_yaml
from essays.enums import AuthorKind

NOT_A_SLUG = f"is not a slug: a-z, 0-9 and single hyphens, at most {SLUG_LENGTH}"


class DebateFile:
    def __init__(self, slug: str, files: dict[str, SourceFile], problems: Problems) -> None:
        self.files, self.problems = files, problems
        file = files[DEBATE_FILE]
        if not SLUG.fullmatch(slug) or len(slug) > SLUG_LENGTH:
            problems.add(Place(file.name), f"the folder's name “{slug}” {NOT_A_SLUG}")
        node = read_yaml(file.text, file=file.name, problems=problems)
        self.author_names = Once("author", problems)
        names = Once("work", problems)
        with Fields(node, file=file.name, problems=problems, what="debate") as root:
            self.name = root.text("name", 80)
            self.headline = root.text("headline", 200)
            self.summary = root.text("summary")
            self.language = read_language(root, default="en")
            self.authors = tuple(
                self._author(entry) for entry in root.each("authors", "author", required=True)
            )
            names.take_all(root.texts("works", required=True))
        self.listed = names.places
        texts = {name.removesuffix(".md"): file.name for name, file in files.items() if name.endswith(".md")}
        self.unlisted = (
            {} if root.broken else {slug: texts[slug] for slug in texts if slug not in self.listed}
        )
        for name in self.unlisted.values():
            problems.add(Place(name), f"the text is not listed under “works” in {DEBATE_FILE}")

    def _author(self, entry: Fields) -> AuthorRecord:
        with entry:
            kind = entry.choice("kind", AuthorKind.values)
            stated = kind != AuthorKind.NOT_STATED
            name = entry.text("name", 200, required=stated)
            record = AuthorRecord(entry.slug(), name, kind, entry.optional("note"))
            self.author_names.take(record.slug, entry.place)
            if name and not stated:
                entry.fault("name", "an author who is not stated has no name")
        return record

    def works(self) -> tuple[WorkRecord, ...]:
        """The texts in the order listed. Raises ``CorpusRefused`` when they are not all there to be cited.

        Without all of its texts and sigla every citation of the apparatus would be reported as broken.
        """
        works = []
        shelf = Shelf(self.author_names, Once("siglum", self.problems), self.language, self.problems)
        for order, (slug, place) in enumerate(self.listed.items(), 1):
            if not SLUG.fullmatch(slug) or len(slug) > SLUG_LENGTH:
                self.problems.add(place, f"works: “{slug}” {NOT_A_SLUG}")
            elif source := self.files.get(f"{slug}.md"):
                works.append(read_work(source, slug=slug, order=order, shelf=shelf))
            else:
                self.problems.add(place, f"works: there is no file {slug}.md")
        found = tuple(work for work in works if work)
        if len(found) == len(self.listed):
            check_replies(shelf)
        if (
            len({work.siglum for work in found if work.siglum}) < len(self.listed)
            or self.unlisted
            or not found
        ):
            self.problems.raise_if_any()
        return found
