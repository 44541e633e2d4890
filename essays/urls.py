"""Reading pages."""

from django.urls import path

from essays.views import (
    about,
    authorities,
    comparisons,
    coverage,
    debates,
    display,
    editing,
    links,
    parallel,
    quotations,
    search,
    terms,
    works,
)

urlpatterns = [
    path("", debates.home, name="home"),
    path("debates/<slug:debate>/", debates.debate, name="debate"),
    path("debates/<slug:debate>/compare/", comparisons.compare, name="compare"),
    path("debates/<slug:debate>/beside/", comparisons.beside_choose, name="beside-choose"),
    path("debates/<slug:debate>/beside/<str:a>/<str:b>/", comparisons.beside, name="beside"),
    path("debates/<slug:debate>/quotations/<slug:link>/", links.link, name="link"),
    path("debates/<slug:debate>/quotations/", quotations.quotations, name="quotations"),
    path("debates/<slug:debate>/parallel/", parallel.parallel_choose, name="parallel-choose"),
    path("debates/<slug:debate>/parallel/<str:a>/<str:b>/", parallel.parallel, name="parallel"),
    path("debates/<slug:debate>/terms/", terms.terms, name="terms"),
    path("debates/<slug:debate>/terms/<slug:term>/", terms.term, name="term"),
    path("debates/<slug:debate>/terms/<slug:term>.csv", terms.term_csv, name="term-csv"),
    path("debates/<slug:debate>/authorities/", authorities.authorities, name="authorities"),
    path("works/<slug:work>/", works.work, name="work"),
    path("works/<slug:work>/p<number:number>/", works.paragraph, name="paragraph"),
    path("works/<slug:work>/coverage/", coverage.coverage, name="coverage"),
    path("works/<slug:work>/cite/", works.cite, name="cite"),
    path("works/<slug:work>/cite.bib", works.cite_bibtex, name="cite-bibtex"),
    path("works/<slug:work>/cite.json", works.cite_csl, name="cite-csl"),
    path("editing/links/", editing.link_queue, name="link-queue"),
    path("editing/links/add/", editing.link_add, name="link-add"),
    path("editing/links/<number:pk>/", editing.link_review, name="link-review"),
    path("search/", search.search, name="search"),
    path("about/", about.about, name="about"),
    path("display/", display.display, name="display"),
    path("display.css", display.display_css, name="display-css"),
]
