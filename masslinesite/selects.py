"""Choices whose markup is remembered. Django renders each by templates of its own, which for the fifteen of
the desk page takes a tenth of its time, and they are the same on the next page."""

from functools import lru_cache

from django import forms
from django.forms.renderers import BaseRenderer
from django.utils.safestring import SafeString

Pairs = tuple[tuple[str, str], ...]


class KeptSelect(forms.Select):
    """A list to choose from, without groups, as Django renders it."""

    def render(
        self,
        name: str,
        value: object,
        attrs: dict[str, object] | None = None,
        renderer: BaseRenderer | None = None,
    ) -> SafeString:
        given = self.build_attrs(self.attrs, attrs)
        choices = tuple((str(choice), str(label)) for choice, label in self.choices)
        return _rendered(name, "" if value is None else str(value), tuple(given.items()), choices)


@lru_cache(maxsize=512)
def _rendered(name: str, value: str, attrs: tuple[tuple[str, object], ...], choices: Pairs) -> SafeString:
    return forms.Select(choices=choices).render(name, value, dict(attrs))
