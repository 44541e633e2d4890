"""Responses as they stand in threads, drawn beforehand."""

from django.db import models

from comments.models.responses import Response


class Rendering(models.Model):
    """A response's markup as a page of a thread shows it; deleted by whatever changes what it shows.

    Any of it can be missing or out of date, and is then drawn for the page that shows it. It is good while
    ``texts`` is the number of the debate's texts (``masslinesite.page_versions``), of which it shows titles
    and wordings, and ``drawn_by`` the present templates' hash. See ``comments.domain.renderings``.
    """

    response = models.OneToOneField(
        Response, primary_key=True, on_delete=models.CASCADE, related_name="rendering"
    )
    html = models.TextField(help_text="With slots for what depends on the page; see ``masslinesite.moulds``.")
    texts = models.BigIntegerField(help_text="Version of the debate's texts that it was drawn from.")
    drawn_by = models.CharField(max_length=16, help_text="Hash of the templates that drew it.")

    def __str__(self) -> str:
        return f"rendering of R {self.response_id}"
