"""Which of the citations in a text exist, and where they lead."""

from django.urls import reverse

from comments.markup.citations import RESPONSE, cited
from comments.models import Response
from essays.models import Block, Debate


def citation_links(text: str, debate: Debate) -> dict[str, str]:
    """“K 16” and “R 6” to addresses, for paragraphs and published responses of ``debate``.

    A work's siglum comes before the responses'. One query for the paragraphs and one for the
    responses, each only where ``text`` cites some.
    """
    wanted = cited(text)
    links: dict[str, str] = {}
    if responses := {number for siglum, number in wanted if siglum == RESPONSE}:
        published = Response.objects.published().filter(debate=debate, pk__in=responses)
        links |= {
            f"{RESPONSE} {each.pk}": each.url_in_place for each in published.only("pk")
        }
    if wanted:
        numbered = Block.objects.filter(
            work__debate=debate,
            work__siglum__in={siglum for siglum, _ in wanted},
            number__in={number for _, number in wanted},
        )
        for siglum, slug, number in numbered.values_list("work__siglum", "work__slug", "number"):
            if (siglum, number) in wanted:
                links[f"{siglum} {number}"] = reverse("paragraph", args=[slug, number])
    return links
