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
        if root.broken:
            return
        for name in files:
            if name.endswith(".md") and name.removesuffix(".md") not in self.listed:
                place = Place(files[name].name)
                problems.add(place, f"the text is not listed under “works” in {DEBATE_FILE}")

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
        """The texts that could be made out, in the order listed."""
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
        return found
