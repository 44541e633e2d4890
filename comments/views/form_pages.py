"""A page with a reader's form, whole or as the fragment that htmx puts in the form's place."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django_htmx.http import HttpResponseClientRedirect

from comments.domain.checking.answered import Answered
from comments.domain.checking.previewing import QuotationPreview, preview_quotations
from comments.domain.drafts import render_draft
from comments.domain.throttling import TooMany, count_hit
from comments.forms.responses import WordsForm
from comments.markup.rendering import Rendered
from essays.models import Debate
from masslinesite.access import client_address
from masslinesite.htmx import wants_fragment
from masslinesite.public_pages import kept_for_back_button

#: The buttons whose answer is the form again.
PREVIEWING = ("preview", "take", "keep")


@dataclass(frozen=True)
class Notice:
    """What happened, what was kept, what can be done; ``url`` with its ``link`` text is optional."""

    title: str
    text: str = ""
    url: str = ""
    link: str = ""


@dataclass(frozen=True)
class FormPage:
    """``template`` includes ``fragment``, which holds the form and all that is said of it. ``answered`` is
    what the quotations in it are looked up for."""

    request: HttpRequest
    debate: Debate
    template: str
    fragment: str
    context: dict[str, object]
    answered: Answered
    notice: Notice | None = None

    def show(
        self,
        form: WordsForm,
        *,
        notice: Notice | None = None,
        preview: Rendered | None = None,
        quotations: QuotationPreview | None = None,
        status: int = 200,
    ) -> HttpResponse:
        """htmx swaps nothing in but a 200, so a fragment has that; the page has ``status``.

        The browser may keep the page for its back button, where the typed words then still stand.
        """
        is_fragment = wants_fragment(self.request)
        response = render(
            self.request,
            self.fragment if is_fragment else self.template,
            {
                **self.context,
                "debate": self.debate,
                "form": form,
                "notice": notice or self.notice,
                "preview": preview,
                "quotations": quotations,
                "is_answer": self.request.method == "POST",
                "is_refused": status >= 400,
            },
            status=200 if is_fragment else status,
        )
        patch_vary_headers(response, ["HX-Request"])
        return kept_for_back_button(response)

    def preview(self, form: WordsForm) -> HttpResponse:
        """The words as they would appear, with their quotations, above the form that still holds them.

        ``take`` puts the source's words in the place of a quotation, ``keep`` leaves it as it is.
        """
        sent = self.request.POST
        try:
            count_hit(purpose="preview", sender=client_address(self.request))
        except TooMany as limit:
            return self.too_many(form, limit)
        quotations = preview_quotations(
            form.draft.text,
            self.answered,
            take=sent.get("take", ""),
            kept=[*sent.getlist("kept"), sent.get("keep", "")],
        )
        if quotations.text != form.draft.text:
            form.put_text(quotations.text)
            if not form.is_valid():
                return self.show(form, status=422)
        return self.show(form, preview=render_draft(form.draft, self.debate), quotations=quotations)

    def too_many(self, form: WordsForm, limit: TooMany) -> HttpResponse:
        minutes = max(1, round(limit.retry_after / 60))
        wait = "a minute" if minutes == 1 else f"{minutes} minutes"
        notice = Notice(
            "Too much was sent from your network just now",
            "Nothing was sent this time, and your words are below. Others may share your network’s address, "
            f"and this site does not tell them apart. Try again in {wait}.",
        )
        response = self.show(form, notice=notice, status=429)
        response.headers["Retry-After"] = str(limit.retry_after)
        return response


def asks_for_preview(request: HttpRequest) -> bool:
    """The button that was pressed sends nothing: it shows the words, or settles one quotation."""
    return any(button in request.POST for button in PREVIEWING)


def see_other(request: HttpRequest, address: str) -> HttpResponse:
    """To another page after a POST; a fragment's request would put that page into the form's place."""
    if request.htmx:
        return HttpResponseClientRedirect(address)
    return HttpResponseRedirect(address, status=303)
