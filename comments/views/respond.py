"""Responding to a work, a paragraph or two or words of them, a formulation, a position, a response."""

from dataclasses import dataclass
from functools import partial
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from comments.domain.anchors import Anchor
from comments.domain.checking.answered import Answered
from comments.domain.moderation import Refused
from comments.domain.posting import Posted, find_posted, post_response
from comments.domain.receipts import in_groups
from comments.domain.throttling import TooMany, count_hit
from comments.forms.responses import FitWords, ResponseForm, RevisionForm, fit_words
from comments.markup.rendering import warm
from comments.queries import subjects
from comments.queries.form_rules import FormRules, form_rules
from comments.queries.kept import while_texts_stand
from comments.queries.own_account import name_in
from comments.rules import OPEN
from comments.views.finding import found
from comments.views.form_pages import FormPage, Notice, asks_for_preview, see_other
from comments.views.pairs import other_spelling, pair_at
from comments.views.passages import CHOOSE, Chosen, choose, read_chosen
from comments.views.receipts import edit_words_again, private, receipt_at
from comments.views.unsent import keeps_words
from masslinesite.access import client_address
from masslinesite.public_pages import personal_page

form_view = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True)
class _Sent:
    """Words that are to be posted; the page and its form are made only where they are shown again."""

    request: HttpRequest
    subject: subjects.Subject
    chosen: Chosen
    rules: FormRules
    words: FitWords

    @property
    def page(self) -> FormPage:
        return _page(self.request, self.subject, self.chosen)

    @property
    def form(self) -> ResponseForm:
        return ResponseForm(self.request.POST, rules=self.rules)


@personal_page
@form_view
@keeps_words
def respond_to_work(request: HttpRequest, work: str) -> HttpResponse:
    return _respond(request, found(while_texts_stand, subjects.work_subject, work))


@personal_page
@form_view
@keeps_words
def respond_to_paragraph(request: HttpRequest, work: str, number: int) -> HttpResponse:
    """``?quote=`` narrows it to words of the paragraph."""
    return _respond(request, found(while_texts_stand, subjects.paragraph_subject, work, number))


@personal_page
@form_view
@keeps_words
def respond_to_formulation(request: HttpRequest, debate: str, formulation: str) -> HttpResponse:
    return _respond(request, found(while_texts_stand, subjects.formulation_subject, debate, formulation))


@personal_page
@form_view
@keeps_words
def respond_to_question(request: HttpRequest, debate: str, question: str) -> HttpResponse:
    return _respond(request, found(while_texts_stand, subjects.question_subject, debate, question))


@personal_page
@form_view
@keeps_words
def respond_to_position(request: HttpRequest, debate: str, question: str, siglum: str) -> HttpResponse:
    return _respond(request, found(while_texts_stand, subjects.position_subject, debate, question, siglum))


@personal_page
@form_view
@keeps_words
def respond_to_pair(request: HttpRequest, debate: str, a: str, b: str) -> HttpResponse:
    """``?quote=`` narrows the first of the two to words of it, ``?other_quote=`` the second."""
    pair = pair_at(debate, a, b)
    if request.method != "POST" and (elsewhere := other_spelling(request, "respond-to-pair", pair)):
        return elsewhere
    return _respond(request, pair.subject, turned=pair.turned)


@personal_page
@form_view
@keeps_words
def respond_to_link(request: HttpRequest, debate: str, link: str) -> HttpResponse:
    return _respond(request, found(while_texts_stand, subjects.link_subject, debate, link))


@personal_page
@form_view
@keeps_words
def respond_to_response(request: HttpRequest, pk: int) -> HttpResponse:
    return _respond(request, found(subjects.response_subject, pk))


@private
@require_safe
def receipt_again(request: HttpRequest, code: str) -> HttpResponse:
    """The form of a new response to what a rejected or withdrawn one answers, with the words of that one."""
    shown = receipt_at(request, code)
    if not shown.can_be_sent_again:
        return see_other(request, reverse("receipt", args=[shown.code]))
    subject, rules = shown.subject, form_rules(shown.response.debate)
    quotes = (shown.response.span_exact, shown.response.other_span_exact)
    warm()
    words = RevisionForm.words_of(shown.set_aside or shown.revision)
    return _page(request, subject, choose(subject, quotes)).show(ResponseForm(rules=rules, typed=words))


def _respond(request: HttpRequest, subject: subjects.Subject, *, turned: bool = False) -> HttpResponse:
    """``turned``: the address has the subject's two paragraphs the other way round, and so its quotations."""
    chosen = read_chosen(request, subject, turned=turned)
    page = partial(_page, request, subject, chosen)
    rules = form_rules(subject.debate)
    if request.method != "POST":
        warm()
        return page().show(ResponseForm(rules=rules, name=name_in(_account(request), subject.debate)))
    if CHOOSE in request.POST:
        form = ResponseForm(rules=rules, typed=request.POST)
        return page().show(form, status=422 if chosen.notice else 200)
    words = None if chosen.notice or asks_for_preview(request) else fit_words(request.POST, rules)
    if words is not None:
        return _send(_Sent(request, subject, chosen, rules, words))
    form = ResponseForm(request.POST, rules=rules)
    if not form.is_valid() or chosen.notice:
        return page().show(form, status=422)
    return page().preview(form)


def _page(request: HttpRequest, subject: subjects.Subject, chosen: Chosen) -> FormPage:
    return FormPage(
        request=request,
        debate=subject.debate,
        template="comments/respond.html",
        fragment="comments/partials/_words_form.html",
        context={
            "anchor": chosen.anchor,
            "chosen": chosen,
            "subject": subject,
            "action": _action(chosen.anchor),
            "send": "Send to the moderators",
            "before_sending": _before_sending(is_signed_in=request.user.is_authenticated),
        },
        answered=Answered.about(subject),
        notice=chosen.notice,
    )


def _before_sending(*, is_signed_in: bool) -> str:
    """Only an account can be trusted, so only who is signed in need know of that."""
    unless = ""
    if is_signed_in:
        unless = ", unless the debate trusts your account: then it is published at once and read after"
    return f"A moderator reads it before anybody else does{unless}. You get a receipt by which to follow it."


def _send(sent: _Sent) -> HttpResponse:
    """Posts once: a form that was sent before leads to the receipt of that time, without being counted."""
    request, words, anchor = sent.request, sent.words, sent.chosen.anchor
    try:
        posted = find_posted(form_key=words.key, draft=words.draft) or _post(request, anchor, words)
    except TooMany as limit:
        return sent.page.too_many(sent.form, limit)
    except Refused as refusal:
        return sent.page.show(sent.form, notice=Notice(refusal.message, "Your words are below."), status=409)
    if posted.created or posted.same_words:
        return see_other(request, reverse("receipt", args=[in_groups(posted.code)]))
    if posted.response.status in OPEN:
        return edit_words_again(request, posted, words.draft, respond_url=_action(anchor))
    return _offer_anew(sent.page, sent.form, posted)


def _post(request: HttpRequest, anchor: Anchor, words: FitWords) -> Posted:
    count_hit(purpose="post", sender=client_address(request))
    return post_response(anchor=anchor, draft=words.draft, form_key=words.key, author_id=_account(request))


def _account(request: HttpRequest) -> int | None:
    return request.user.pk if request.user.is_authenticated else None


def _offer_anew(page: FormPage, form: ResponseForm, posted: Posted) -> HttpResponse:
    """The form was sent before, in other words, and that response can no longer be changed."""
    form.renew_key()
    notice = Notice(
        "This form was sent before, with other words",
        "What you sent then has been decided on and cannot be changed. Your new words are below; "
        "“Send” makes them a response of their own.",
        reverse("receipt", args=[in_groups(posted.code)]),
        "The receipt of what was sent then",
    )
    return page.show(form, notice=notice, status=409)


def _action(anchor: Anchor) -> str:
    """Another address than the form's own: browsers forget a page when something is posted to its address,
    and one that goes back to a forgotten form gets it anew, with another key, and would post twice."""
    return f"{anchor.subject.respond_url}?{urlencode({**anchor.quotes, 'sent': 1})}"
