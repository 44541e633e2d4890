"""A field of several lines, whose length is what its sender sees."""

from django import forms


class LinesField(forms.CharField):
    """Text with line feeds only. A browser lets somebody type up to ``max_length`` and counts a line's end
    as one character, but sends it as two: what it let through must not be refused for its length."""

    def to_python(self, value: object) -> str:
        return super().to_python(value).replace("\r\n", "\n")
