"""Style sheets as they are sent: one file, whatever sheets its source imports.

The sources stay apart, by what they are for; ``reader-pages.css`` and ``desk-pages.css`` import what their
pages use, and a browser follows the imports while somebody works on the site. A reader would wait for a
second round of requests: so collecting puts each imported sheet in the place of its import, and leaves the
comments out.
"""

import re
from collections.abc import Callable, Iterator

from django.contrib.staticfiles import finders
from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

FOLDER = "css/"
IMPORT = re.compile(r'^@import "(?P<sheet>[a-z-]+\.css)";$', re.MULTILINE)
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
LINES = re.compile(r"\s*\n\s*")


class Storage(CompressedManifestStaticFilesStorage):
    """whitenoise's: hashed names, each file also in Brotli and gzip; and the site's own sheets joined."""

    def post_process(self, paths: dict, dry_run: bool = False, **options: object) -> Iterator[tuple]:
        """``paths`` is {name: (storage, path)} of the sources, from which Django makes the hashed files."""
        if not dry_run:
            paths = paths | {name: (self, name) for name in paths if name.startswith(FOLDER)}
            for name in paths:
                if name.startswith(FOLDER):
                    self.delete(name)
                    self.save(name, ContentFile(sent(name).encode("utf-8")))
        yield from super().post_process(paths, dry_run=dry_run, **options)


def sent(name: str) -> str:
    """A sheet of the tree as readers get it. ``FileNotFoundError`` if it or one of its imports is missing."""
    return without_comments(joined(name, source_of))


def joined(name: str, read: Callable[[str], str]) -> str:
    """The sheet with the text of every sheet that it imports in the place of the import."""
    return IMPORT.sub(lambda found: joined(FOLDER + found["sheet"], read), read(name))


def without_comments(text: str) -> str:
    """Shorter by a tenth once compressed, and line by line still to be read."""
    return LINES.sub("\n", COMMENT.sub("", text)).strip() + "\n"


def source_of(name: str) -> str:
    found = finders.find(name)
    if found is None:
        raise FileNotFoundError(name)
    with open(found, encoding="utf-8") as file:
        return file.read()
