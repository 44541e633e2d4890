"""Two whole texts in parallel."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from essays.domain.parallel_page import arrange_parallel
from essays.forms.comparison import BesideForm
from essays.forms.parallel import ParallelForm
from essays.models import Debate
from essays.queries.coverage import replies_in
from essays.queries.frame import works_of
from essays.queries.parallel import pairs_of_texts, parallel_records
from essays.views.comparisons import ranges_of
from essays.views.finding import debate_at
from masslinesite.public_pages import public_page


@public_page
def parallel_choose(request: HttpRequest, debate: str) -> HttpResponse:
    """Takes two sigla (``?a=E&b=K``) to their page, or says why it can't."""
    found = debate_at(debate)
    if "a" in request.GET and "b" in request.GET:
        form = ParallelForm(request.GET, works=works_of(found))
        if form.is_valid():
            return redirect(parallel_url(found, form))
    else:
        form = ParallelForm(initial=first_choice(found) | request.GET.dict(), works=works_of(found))
    return render(request, "essays/parallel_choose.html", chooser_page(found, form))


@public_page
def parallel(request: HttpRequest, debate: str, a: str, b: str) -> HttpResponse:
    """Two texts; other spellings of their sigla are led to the one address. ``?show=all`` unfolds all."""
    found = debate_at(debate)
    form = ParallelForm({"a": a, "b": b}, works=works_of(found))
    if not form.is_valid():
        return render(request, "essays/parallel_choose.html", chooser_page(found, form), status=404)
    if request.path != parallel_url(found, form):
        return redirect(parallel_url(found, form), permanent=True)
    left, right = form.cleaned_data["a"], form.cleaned_data["b"]
    page = arrange_parallel(parallel_records(left, right))
    chooser = ParallelForm(initial={"a": left.siglum, "b": right.siglum}, works=works_of(found))
    everything = request.GET.get("show") == "all"
    context = {"debate": found, "page": page, "form": chooser, "everything": everything}
    return render(request, "essays/parallel.html", context)


def chooser_page(debate: Debate, form: ParallelForm) -> dict[str, object]:
    """The forms for two texts and for two paragraphs, and the pairs that have matching passages."""
    return {
        "debate": debate,
        "parallel_form": form,
        "form": BesideForm(ranges=ranges_of(debate)),
        "pairs": pairs_of_texts(debate),
        "replies": replies_in(debate),
    }


def first_choice(debate: Debate) -> dict[str, str]:
    """What the form offers before anything is chosen: the last reply and what it answers."""
    replies = replies_in(debate)
    return {"a": replies[-1].work.siglum, "b": replies[-1].answers.siglum} if replies else {}


def parallel_url(debate: Debate, form: ParallelForm) -> str:
    left, right = form.cleaned_data["a"], form.cleaned_data["b"]
    return reverse("parallel", args=[debate.slug, left.siglum.lower(), right.siglum.lower()])
