"""Responses, receipts and the moderators’ desk."""

from django.urls import path

from comments.views import accounts, desk, feed, house_rules, notifying, receipts, respond, threads

WORK = "works/<slug:work>/"
PARAGRAPH = "works/<slug:work>/p<number:number>/"
DEBATE = "debates/<slug:debate>/"
FORMULATION = "debates/<slug:debate>/formulations/<slug:formulation>/"
QUESTION = "debates/<slug:debate>/questions/<slug:question>/"
POSITION = "debates/<slug:debate>/questions/<slug:question>/<str:siglum>/"
PAIR = "debates/<slug:debate>/beside/<str:a>/<str:b>/"
LINK = "debates/<slug:debate>/quotations/<slug:link>/"

reading = [
    path(f"{DEBATE}responses/", threads.debate_responses, name="debate-responses"),
    path(f"{WORK}responses/", threads.work_responses, name="work-responses"),
    path(f"{PARAGRAPH}responses/", threads.paragraph_responses, name="paragraph-responses"),
    path(f"{FORMULATION}responses/", threads.formulation_responses, name="formulation-responses"),
    path(f"{QUESTION}responses/", threads.question_responses, name="question-responses"),
    path(f"{POSITION}responses/", threads.position_responses, name="position-responses"),
    path(f"{PAIR}responses/", threads.pair_responses, name="pair-responses"),
    path(f"{LINK}responses/", threads.link_responses, name="link-responses"),
    path("responses/<number:pk>/", threads.response, name="response"),
    path(f"{DEBATE}responses/feed/", feed.responses_feed, name="responses-feed"),
    path("house-rules/", house_rules.house_rules, name="house-rules"),
]

responding = [
    path(f"{WORK}respond/", respond.respond_to_work, name="respond-to-work"),
    path(f"{PARAGRAPH}respond/", respond.respond_to_paragraph, name="respond-to-paragraph"),
    path(f"{FORMULATION}respond/", respond.respond_to_formulation, name="respond-to-formulation"),
    path(f"{QUESTION}respond/", respond.respond_to_question, name="respond-to-question"),
    path(f"{POSITION}respond/", respond.respond_to_position, name="respond-to-position"),
    path(f"{PAIR}respond/", respond.respond_to_pair, name="respond-to-pair"),
    path(f"{LINK}respond/", respond.respond_to_link, name="respond-to-link"),
    path("responses/<number:pk>/respond/", respond.respond_to_response, name="respond-to-response"),
]

following = [
    path("receipts/", receipts.receipt_find, name="receipt-find"),
    path("receipts/<str:code>/", receipts.receipt, name="receipt"),
    path("receipts/<str:code>/edit/", receipts.receipt_edit, name="receipt-edit"),
    path("receipts/<str:code>/withdraw/", receipts.receipt_withdraw, name="receipt-withdraw"),
]

moderating = [
    path("moderation/", desk.queue, name="queue"),
    path("moderation/log/", desk.decision_log, name="decision-log"),
    path("moderation/keys/", desk.desk_keys, name="desk-keys"),
    path("moderation/<number:pk>/", desk.review, name="review"),
    path("moderation/<number:pk>/decide/", desk.decide, name="decide"),
    path("moderation/<number:pk>/undo/", desk.undo, name="undo"),
    path("account/login/", accounts.login, name="login"),
    path("account/logout/", accounts.logout, name="logout"),
    path("account/password/", accounts.password_change, name="password-change"),
]

notifying_authors = [
    path("receipts/<str:code>/feed/", notifying.receipt_feed, name="receipt-feed"),
    path("receipts/<str:code>/mail/", notifying.receipt_mail, name="receipt-mail"),
    path("messages/confirm/<str:token>/", notifying.mail_confirm, name="mail-confirm"),
    path("messages/stop/<str:token>/", notifying.mail_stop, name="mail-stop"),
]

urlpatterns = [*reading, *responding, *following, *moderating, *notifying_authors]
