"""The site's own settings, with what only tests want otherwise.

Everything is written to a folder that is removed at the end. The database stays a file on SQLite,
as it is in production: in memory there are no locks and no WAL to test.
"""

import os
import tempfile

folder = tempfile.TemporaryDirectory(prefix="massline-test.")
os.environ["MASSLINE_VAR"] = folder.name
# The same in every process of a run: what is signed may stand in the name of a test.
os.environ["SECRET_KEY"] = "signs what only the tests will ever see, and is therefore no secret"

from masslinesite.settings import *  # noqa: E402, F403
from masslinesite.settings import DATABASES, STORAGES  # noqa: E402

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": f"{folder.name}/test.sqlite3"}
else:
    # Several runs may share a server: each has its own database.
    DATABASES["default"]["TEST"] = {"NAME": f"test_massline_{os.getpid()}"}

# Argon2 is slow on purpose, a hundred times in a run.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# The files as they lie in the tree; the browser tests use the collected ones.
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
# Pieces outlive a test, whose records are gone with its transaction: what tests them keeps some itself.
KEPT_PIECES_BYTES = 0
