"""Logs: one JSON object a line on standard error, with nothing in it about a person.

Two rules keep people out. A line of ours holds names and numbers only: a value that is neither a
number nor a plain identifier is masked, whatever its key. A line of a library holds no text of
the library at all, because texts come with paths, addresses and input mixed in: it is described
by the place in the code that logged it. An exception is its type and its frames, never its
message. Standard error is where the lines go; keeping and rotating them is the operator's.
"""

import logging
import logging.config
import re
import sys
import warnings
from contextvars import ContextVar
from pathlib import Path
from types import TracebackType

import structlog
from structlog.typing import EventDict

BASE_DIR = Path(__file__).resolve().parent.parent
MASKED = "[masked]"
#: A URL name, a model, a state, a request id; no e-mail address, no IP address, no sentence.
IDENTIFIER = re.compile(r"[A-Za-z][\w.:-]{0,63}|[0-9a-f]{12}", re.ASCII)
#: An IPv6 address with a hexadecimal letter in front would pass for an identifier.
ADDRESS = re.compile(r"[0-9A-Fa-f]*:[0-9A-Fa-f:.]*", re.ASCII)
#: Keys that name a person or open a door are masked even if the value looks like an identifier.
PRIVATE_KEYS = frozenset(
    {
        "address",
        "code",
        "email",
        "host",
        "key",
        "name",
        "password",
        "path",
        "pseudonym",
        "query",
        "receipt",
        "secret",
        "session",
        "text",
        "token",
        "user",
        "username",
    }
)
OWN_KEYS = frozenset({"event", "level", "at", "logger", "exceptions", "where"})
#: The server's own life: started, worker booted, worker lost. Its lines keep their text, but for the
#: one refused here, which is made from the peer's address, and from warnings on but for words filled in.
SERVER_LOGGER = "gunicorn.error"
SERVER_REFUSAL = "Invalid request"
PLACEHOLDER = re.compile(r"%[-+ #0]*\d*(?:\.\d+)?[sdrf]")
#: Of the request that is being answered, for every line that comes of it.
request_id: ContextVar[str] = ContextVar("request_id", default="")


def short_path(filename: str) -> str:
    """A source file relative to the project or to site-packages, without the machine's folders."""
    path = Path(filename)
    for parent in path.parents:
        if parent == BASE_DIR or parent.name == "site-packages":
            return str(path.relative_to(parent))
    return path.name


def describe_exception(error: BaseException) -> list[dict[str, object]]:
    """Type and frames of an exception and of those it came from, outermost first; no messages."""
    chain: list[dict[str, object]] = []
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        frames = []
        traceback: TracebackType | None = current.__traceback__
        while traceback is not None:
            code = traceback.tb_frame.f_code
            frames.append(f"{short_path(code.co_filename)}:{traceback.tb_lineno} {code.co_name}")
            traceback = traceback.tb_next
        chain.append({"type": f"{type(current).__module__}.{type(current).__qualname__}", "frames": frames})
        current = current.__cause__ or (None if current.__suppress_context__ else current.__context__)
    return chain


def replace_exception(logger: object, method: str, event: EventDict) -> EventDict:
    """``exc_info`` in any of its forms becomes ``exceptions``, as ``describe_exception`` tells it."""
    event.pop("stack_info", None)
    info = event.pop("exc_info", None)
    if info is True:
        info = sys.exc_info()
    error = info[1] if isinstance(info, tuple) else info
    if isinstance(error, BaseException):
        event["exceptions"] = describe_exception(error)
    return event


def describe_foreign(logger: object, method: str, event: EventDict) -> EventDict:
    """A library's record by its logger and its place in the code; of its text nothing is kept.

    The server's own lines keep their text; where they report trouble, only numbers are filled in.
    """
    record: logging.LogRecord = event["_record"]
    arguments = event.pop("positional_args", None)
    template = str(event["event"])
    event["event"] = record.name
    event["where"] = f"{short_path(record.pathname)}:{record.lineno} {record.funcName}"
    if isinstance(status := getattr(record, "status_code", None), int):
        event["status"] = status
    if record.name == SERVER_LOGGER and not template.startswith(SERVER_REFUSAL):
        values = iter(arguments if isinstance(arguments, tuple) else ())
        shown = str if record.levelno <= logging.INFO else as_number
        event["server"] = PLACEHOLDER.sub(lambda _: shown(next(values, None)), template)
    return event


def as_number(value: object) -> str:
    return str(value) if isinstance(value, int | float) else MASKED


def mask(logger: object, method: str, event: EventDict) -> EventDict:
    """Every value that is no number, truth value or identifier is masked; private keys always are."""
    for key, value in event.items():
        if key in OWN_KEYS or key.startswith("_") or key == "server":
            continue
        if key in PRIVATE_KEYS or not is_plain(value):
            event[key] = MASKED
    return event


def is_plain(value: object) -> bool:
    if isinstance(value, str):
        return IDENTIFIER.fullmatch(value) is not None and ADDRESS.fullmatch(value) is None
    return value is None or isinstance(value, bool | int | float)


def log_warning(message, category, filename, lineno, file=None, line=None) -> None:
    """In place of ``warnings.showwarning``: its kind and its place, not its text."""
    structlog.get_logger("warnings").warning(
        "python_warning", where=f"{short_path(filename)}:{lineno} {category.__name__}"
    )


def add_request_id(logger: object, method: str, event: EventDict) -> EventDict:
    if found := request_id.get():
        event.setdefault("request_id", found)
    return event


SHARED = [
    add_request_id,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
]


RENDERED = [replace_exception, mask]
as_json = structlog.processors.JSONRenderer()


class Formatter(structlog.stdlib.ProcessorFormatter):
    """Both our events and the libraries' records end as a line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Ours are written from the event alone. The library copies the whole record for each, which is for
        what it does with those of others, and takes longer than all else."""
        if not hasattr(record, "_logger"):
            return super().format(record)
        event = dict(record.msg)
        for process in RENDERED:
            event = process(None, "", event)
        return as_json(None, "", event)


def formatter() -> logging.Formatter:
    """The one formatter."""
    meta = structlog.stdlib.ProcessorFormatter.remove_processors_meta
    return Formatter(
        use_get_message=False,
        pass_foreign_args=True,
        foreign_pre_chain=[describe_foreign, *SHARED],
        processors=[*RENDERED, meta, as_json],
    )


def configure(configuration: dict) -> None:
    """What Django calls with ``settings.LOGGING``; the server calls it too, before Django is there."""
    logging.config.dictConfig(configuration)
    structlog.configure(
        processors=[*SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        # Not the library's, whose loggers look for the line of code that every event comes from.
        logger_factory=logging.getLogger,
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    warnings.showwarning = log_warning


THROUGH = {"handlers": [], "propagate": True}
CONFIGURATION = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": formatter}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        "django": THROUGH | {"level": "INFO"},
        # Requests are told by the middleware, by the name of their address; a 404 is no event.
        "django.request": THROUGH | {"level": "ERROR"},
        "django.server": THROUGH | {"level": "ERROR"},
        "django.utils.autoreload": THROUGH | {"level": "WARNING"},
        # Below a warning it tells which passkey was used.
        "fido2": THROUGH | {"level": "WARNING"},
        SERVER_LOGGER: THROUGH | {"level": "INFO"},
    },
}
