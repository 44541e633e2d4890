"""Responses, receipts and the moderators’ desk."""

from django.urls import path

from comments.views import respond, threads

WORK = "works/<slug:work>/"
PARAGRAPH = "works/<slug:work>/p<int:number>/"
DEBATE = "debates/<slug:debate>/"
FORMULATION = "debates/<slug:debate>/formulations/<slug:formulation>/"
QUESTION = "debates/<slug:debate>/questions/<slug:question>/"

reading = [
    path(f"{DEBATE}responses/", threads.debate_responses, name="debate-responses"),
    path(f"{WORK}responses/", threads.work_responses, name="work-responses"),
    path(f"{PARAGRAPH}responses/", threads.paragraph_responses, name="paragraph-responses"),
    path(f"{FORMULATION}responses/", threads.formulation_responses, name="formulation-responses"),
    path(f"{QUESTION}responses/", threads.question_responses, name="question-responses"),
    path("responses/<int:pk>/", threads.response, name="response"),
]

responding = [
    path(f"{WORK}respond/", respond.respond_to_work, name="respond-to-work"),
    path(f"{PARAGRAPH}respond/", respond.respond_to_paragraph, name="respond-to-paragraph"),
    path(f"{FORMULATION}respond/", respond.respond_to_formulation, name="respond-to-formulation"),
    path(f"{QUESTION}respond/", respond.respond_to_question, name="respond-to-question"),
    path("responses/<int:pk>/respond/", respond.respond_to_response, name="respond-to-response"),
]

urlpatterns = [*reading, *responding]
