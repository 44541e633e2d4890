"""What other apps do when the texts may have changed, by the setting ``AFTER_LOADING``.

Each function there finds out by itself whether it has anything to do, so that what a run that was cut
off left undone is done by the next one.
"""

from collections.abc import Callable

from django.conf import settings
from django.utils.module_loading import import_string


def act_on_texts(*, progress: Callable[[str], None]) -> None:
    """Calls them in order, after what was loaded is committed. Raises ImportError for a wrong name."""
    for name in settings.AFTER_LOADING:
        import_string(name)(progress=progress)
