"""Where the moderators can be written to, as the operator has set it."""

from django import template
from django.conf import settings

register = template.Library()


@register.simple_tag
def contact() -> str:
    """``MASSLINE_CONTACT``, in plain text of one or several lines; empty where none is set."""
    return settings.CONTACT
