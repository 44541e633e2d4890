"""A debate's published responses as an Atom feed."""

from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed

from comments.queries import subjects
from comments.queries.summaries import published_lately
from comments.views.finding import found
from essays.page_keys import texts_of
from masslinesite.page_versions import depends_on
from masslinesite.public_pages import public_page

ENTRIES = 30
#: When a feed without entries changed last: the same at every request, or it would never be the same page.
NEVER = datetime(1970, 1, 1, tzinfo=UTC)


class Feed(Atom1Feed):
    """Its entries' HTML holds addresses within this site, which need a base to be read elsewhere."""

    def root_attributes(self) -> dict[str, str]:
        return {**super().root_attributes(), "xml:base": self.feed["link"]}

    def latest_post_date(self) -> datetime:
        return super().latest_post_date() if self.items else NEVER


@public_page
def responses_feed(request: HttpRequest, debate: str) -> HttpResponse:
    """The latest first. What is not published is not in it."""
    subject = found(subjects.debate_subject, debate)
    depends_on(texts_of(subject.debate.pk))
    address = request.build_absolute_uri
    feed = Feed(
        title=f"{subject.debate.name}: responses",
        link=address(subject.responses_url),
        feed_url=address(reverse("responses-feed", args=[subject.debate.slug])),
        description=f"What readers answer in the debate “{subject.debate.headline}”.",
        language=subject.debate.language,
    )
    for response in published_lately(subject.debate, ENTRIES):
        on = subjects.subject_of(response)
        feed.add_item(
            title=f"R {response.pk} on {on.label}",
            link=address(response.url_in_place),
            unique_id=address(response.get_absolute_url()),
            description=response.current.html,
            author_name=response.current.name or "No name given",
            pubdate=response.submitted_at,
            # Words withheld since are younger than both.
            updateddate=max(response.edited_at or response.published_at, response.current.created_at),
        )
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
