"""Words that are taken away, where tests look whether they are gone."""

from pathlib import Path

from comments.domain.erasing import erase_response
from comments.domain.moderation import Actor
from comments.domain.readers import leave
from comments.enums import Role
from comments.models import Response
from essays.domain.loading.load import load_debate
from tests.essays.folders import Folder
from tests.factories import make_user

ADMINISTRATOR = Actor(Role.ADMINISTRATOR, 9, "ada")
#: In paragraph 3 of the small debate's text on weeding, and cited by nothing in the apparatus.
FREE = "Books that nobody has borrowed for ten years."


def loaded_debate(path: Path) -> Folder:
    """The small debate, loaded from a folder below ``path`` in which it can be changed."""
    folder = Folder(path)
    load_debate(folder=folder.path)
    return folder


def erase(row: Response, folder: Folder) -> None:
    erase_response(response_id=row.pk, by=ADMINISTRATOR, ground="Asked for.")


def leave_account(row: Response, folder: Folder) -> None:
    writer = make_user("ines", Role.READER)
    Response.objects.filter(pk=row.pk).update(author=writer)
    leave(user_id=writer.pk, withdraws=False)


def change_text(row: Response, folder: Folder) -> None:
    folder.edit("on-weeding.md", FREE, "Books that nobody wants.")
    load_debate(folder=folder.path, revise=True)
