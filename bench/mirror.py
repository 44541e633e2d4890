"""What a server makes of a request, told by the application below it; for ``bench/server_trial.py``.

``/`` answers with the request's headers as they came to the application, its body and more, as JSON;
``/slow`` does so after two seconds; ``/raise`` fails, with the query in the exception's message.
"""

import json
import os
import time
from collections.abc import Callable, Iterable

from masslinesite.settings import THROTTLE_KEY

FACTS = ("REMOTE_ADDR", "SCRIPT_NAME", "PATH_INFO", "SERVER_PROTOCOL")


def application(environ: dict[str, object], start_response: Callable) -> Iterable[bytes]:
    if environ["PATH_INFO"] == "/raise":
        raise ValueError(environ["QUERY_STRING"])
    if environ["PATH_INFO"] == "/slow":
        time.sleep(2)
    told = {name: str(value) for name, value in environ.items() if name.startswith("HTTP_") or name in FACTS}
    told |= {"body": environ["wsgi.input"].read().decode("latin-1"), "pid": os.getpid()}
    told |= {"key": THROTTLE_KEY.hex(), "environment": "MASSLINE_TRIAL" in environ}
    body = json.dumps(told).encode()
    start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
    return [body]
