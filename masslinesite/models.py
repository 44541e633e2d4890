"""What the pages are made of, by name and number; see ``masslinesite.page_versions``."""

from django.db import models


class PageVersion(models.Model):
    """The moment at which something that pages show changed last. What never changed has no row."""

    key = models.CharField(primary_key=True, max_length=60, help_text="Such as ``texts:1``.")
    version = models.BigIntegerField(help_text="Microseconds since 1970, raised where two are the same.")

    def __str__(self) -> str:
        return f"{self.key} {self.version}"
