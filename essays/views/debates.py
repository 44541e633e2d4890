"""The front page and the page of a debate."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from essays.domain.face_to_face import make_cards, set_face_to_face
from essays.models import Debate
from essays.queries.debates import all_debates
from essays.queries.overview import overview_of
from essays.queries.wordings import wordings_of
from essays.views.finding import debate_at
from masslinesite.page_moulds import moulded
from masslinesite.pieces import piece
from masslinesite.public_pages import public_page


@public_page
def home(request: HttpRequest) -> HttpResponse:
    """The debate, if there is one; a list of several; how to load one if there is none."""
    debates = piece("debates", all_debates)
    if len(debates) == 1:
        return moulded(request, "essays/debate.html", "", lambda: debate_page(debate_at(debates[0].slug)))
    return render(request, "essays/debate_list.html", {"debates": debates})


@public_page
def debate(request: HttpRequest, debate: str) -> HttpResponse:
    return moulded(request, "essays/debate.html", "", lambda: debate_page(debate_at(debate)))


def debate_page(debate: Debate) -> dict[str, object]:
    overview = overview_of(debate)
    records = wordings_of(debate)
    contest = set_face_to_face(records)
    return {
        "debate": debate,
        "overview": overview,
        "contest": contest,
        "wordings": [wording for wording in records.wordings if wording.in_table],
        "cards": make_cards(overview.works, overview.turning_point, records, contest.disputed),
    }
