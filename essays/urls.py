"""Reading pages."""

from django.urls import path

from essays.views import about, authorities, comparisons, debates, display, terms, works
from masslinesite.public_pages import public_page


@public_page
def link(request, debate, link):
    """Until the page of a link is there."""
    return debates.debate(request, debate)


urlpatterns = [
    path("", debates.home, name="home"),
    path("debates/<slug:debate>/", debates.debate, name="debate"),
    path("debates/<slug:debate>/compare/", comparisons.compare, name="compare"),
    path("debates/<slug:debate>/beside/", comparisons.beside_choose, name="beside-choose"),
    path("debates/<slug:debate>/beside/<str:a>/<str:b>/", comparisons.beside, name="beside"),
    path("debates/<slug:debate>/quotations/<slug:link>/", link, name="link"),
    path("debates/<slug:debate>/terms/", terms.terms, name="terms"),
    path("debates/<slug:debate>/authorities/", authorities.authorities, name="authorities"),
    path("works/<slug:work>/", works.work, name="work"),
    path("works/<slug:work>/p<number:number>/", works.paragraph, name="paragraph"),
    path("works/<slug:work>/cite/", works.cite, name="cite"),
    path("works/<slug:work>/cite.bib", works.cite_bibtex, name="cite-bibtex"),
    path("works/<slug:work>/cite.json", works.cite_csl, name="cite-csl"),
    path("about/", about.about, name="about"),
    path("display/", display.display, name="display"),
    path("display.css", display.display_css, name="display-css"),
]
