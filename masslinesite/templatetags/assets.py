"""Scripts with their integrity: the browser runs a file only if it is the one the page was made with."""

import base64
import hashlib
from functools import cache
from pathlib import Path

from django import template
from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import HashedFilesMixin, staticfiles_storage
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def script(name: str) -> SafeString:
    """The element for a static script, deferred, with its SHA-384 (Subresource Integrity)."""
    digest = integrity(name) if not settings.DEBUG else hash_of(source_of(name))
    return format_html('<script src="{}" integrity="{}" defer></script>', static(name), digest)


@cache
def integrity(name: str) -> str:
    """The hash of a file as it is served; read once, because collected files never change."""
    if isinstance(staticfiles_storage, HashedFilesMixin):
        with staticfiles_storage.open(staticfiles_storage.stored_name(name)) as file:
            return hash_of(file.read())
    return hash_of(source_of(name))


def source_of(name: str) -> bytes:
    """The file as it lies in the tree; ``FileNotFoundError`` if no app has it."""
    found = finders.find(name)
    if found is None:
        raise FileNotFoundError(name)
    return Path(found).read_bytes()


def hash_of(content: bytes) -> str:
    return "sha384-" + base64.b64encode(hashlib.sha384(content).digest()).decode("ascii")
