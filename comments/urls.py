"""Responses, receipts and the moderators’ desk."""

from django.urls import path

from comments.views import (
    accounts,
    confirming,
    desk,
    desk_items,
    desk_settings,
    edits,
    erasing,
    factors,
    feed,
    figures,
    flags,
    house_rules,
    log,
    notifying,
    own_account,
    passkeys,
    people,
    queue_parts,
    receipts,
    redress_desk,
    redress_receipts,
    respond,
    screening,
    threads,
)

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
    path("responses/<number:pk>/revisions/", threads.response_revisions, name="response-revisions"),
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
    path("receipts/<str:code>/print/", receipts.receipt_print, name="receipt-print"),
    path("receipts/<str:code>/edit/", receipts.receipt_edit, name="receipt-edit"),
    path("receipts/<str:code>/again/", respond.receipt_again, name="receipt-again"),
    path("receipts/<str:code>/withdraw/", receipts.receipt_withdraw, name="receipt-withdraw"),
]

moderating = [
    path("moderation/", desk.queue, name="queue"),
    path("moderation/log/", log.decision_log, name="decision-log"),
    path("moderation/<number:pk>/", desk.review, name="review"),
    path("moderation/<number:pk>/decide/", desk.decide, name="decide"),
    path("moderation/<number:pk>/undo/", desk.undo, name="undo"),
    path("moderation/<number:pk>/edit/", edits.settle_edit, name="settle-edit"),
]

redressing = [
    path("responses/<number:pk>/flag/", flags.flag, name="flag"),
    path("responses/<number:pk>/flag/sent/", flags.flag_sent, name="flag-sent"),
    path("receipts/<str:code>/appeal/", redress_receipts.receipt_appeal, name="receipt-appeal"),
    path(
        "receipts/<str:code>/redactions/<number:number>/",
        redress_receipts.receipt_redaction,
        name="receipt-redaction",
    ),
    path("moderation/<number:pk>/appeal/", redress_desk.answer_appeal, name="answer-appeal"),
    path("moderation/<number:pk>/flags/", redress_desk.judge_flags, name="judge-flags"),
    path("moderation/<number:pk>/redact/", redress_desk.redact, name="redact"),
    path("moderation/<number:pk>/redaction/", redress_desk.settle_redaction, name="settle-redaction"),
]

recording = [
    path("figures/", figures.figures, name="figures"),
    path("figures/figures.csv", figures.figures_csv, name="figures-csv"),
    path(f"{DEBATE}figures/", figures.debate_figures, name="debate-figures"),
    path("house-rules/history/", house_rules.house_rules_history, name="house-rules-history"),
    path("house-rules/<number:version>/", house_rules.house_rules_version, name="house-rules-version"),
    path("moderation/log/export/", log.decision_log_export, name="decision-log-export"),
    path("moderation/log/acts/", log.act_log, name="act-log"),
    path("moderation/log/acts/export/", log.act_log_export, name="act-log-export"),
    path("moderation/policy/", house_rules.policy, name="policy"),
    path("moderation/<number:pk>/erase/", erasing.erase, name="erase"),
    path("receipts/<str:code>/erasure/", receipts.receipt_erasure, name="receipt-erasure"),
]

queueing = [
    path("moderation/new/", queue_parts.queue_news, name="queue-news"),
    path("moderation/together/", queue_parts.decide_together, name="decide-together"),
    path("moderation/filters/", queue_parts.filter_save, name="filter-save"),
    path("moderation/filters/<number:pk>/delete/", queue_parts.filter_delete, name="filter-delete"),
]

screening_pages = [
    path("moderation/screening/", screening.screening, name="screening"),
    path("moderation/screening/change/", screening.screening_change, name="screening-change"),
    path("moderation/screening/trace/", screening.screening_trace, name="screening-trace"),
    path("moderation/screening/learn/", screening.screening_learn, name="screening-learn"),
    path("moderation/screening/trust/", screening.screening_trust, name="screening-trust"),
    path("moderation/screening/trust/<number:pk>/", screening.trust_restore, name="trust-restore"),
    path("moderation/<number:pk>/trusted/", screening.trusted_read, name="trusted-read"),
]

signing_in = [
    path("account/login/", accounts.login, name="login"),
    path("account/login/second/", accounts.second_step, name="second-step"),
    path("account/logout/", accounts.logout, name="logout"),
    path("account/sign-up/", accounts.sign_up, name="sign-up"),
    path("account/sign-up/passkey/", passkeys.sign_up_ask, name="sign-up-ask"),
    path("account/sign-up/passkey/made/", passkeys.sign_up_answer, name="sign-up-answer"),
    path("account/confirm/", confirming.confirm, name="confirm"),
    path("account/passkeys/ask/", passkeys.passkey_ask, name="passkey-ask"),
    path("account/passkeys/answer/", passkeys.passkey_answer, name="passkey-answer"),
]

securing = [
    path("account/password/", accounts.password_change, name="password-change"),
    path("account/second-factor/", factors.second_factor, name="second-factor"),
    path("account/second-factor/app/", factors.factor_app, name="factor-app"),
    path("account/second-factor/app/remove/", factors.factor_app_remove, name="factor-app-remove"),
    path("account/second-factor/codes/", factors.recovery_codes, name="recovery-codes"),
    path("account/second-factor/passkey/", factors.passkey_page, name="passkey-page"),
    path("account/second-factor/passkey/new/", passkeys.passkey_new, name="passkey-new"),
    path("account/second-factor/passkey/add/", passkeys.passkey_add, name="passkey-add"),
    path("account/second-factor/passkey/<number:pk>/remove/", factors.passkey_remove, name="passkey-remove"),
    path("account/sessions/", factors.account_sessions, name="account-sessions"),
    path("account/sessions/end-others/", factors.sessions_end, name="sessions-end"),
    path("account/sessions/<number:pk>/", factors.session_change, name="session-change"),
    path("moderation/people/", people.people, name="people"),
    path("moderation/people/<number:pk>/", people.person, name="person"),
]

owning = [
    path("account/", own_account.account, name="account"),
    path("account/names/", own_account.account_names, name="account-names"),
    path("account/names/<slug:debate>/", own_account.account_name, name="account-name"),
    path("account/export/", own_account.account_export, name="account-export"),
    path("account/leave/", own_account.account_leave, name="account-leave"),
    path("account/left/", own_account.account_left, name="account-left"),
]

at_the_desk = [
    path("moderation/<number:pk>/claim/", desk_items.claim, name="claim"),
    path("moderation/<number:pk>/note/", desk_items.desk_note, name="desk-note"),
    path("moderation/<number:pk>/cover/", desk_items.cover, name="cover"),
    path("moderation/<number:pk>/exemption/", desk_items.exemption, name="exemption"),
    path("moderation/keys/", desk_settings.desk_keys, name="desk-keys"),
    path("moderation/settings/", desk_settings.desk_settings, name="desk-settings"),
    path("moderation/break/", desk_settings.break_put_off, name="break-put-off"),
]

notifying_authors = [
    path("receipts/<str:code>/feed/", notifying.receipt_feed, name="receipt-feed"),
    path("receipts/<str:code>/mail/", notifying.receipt_mail, name="receipt-mail"),
    path("messages/confirm/<str:token>/", notifying.mail_confirm, name="mail-confirm"),
    path("messages/stop/<str:token>/", notifying.mail_stop, name="mail-stop"),
]

urlpatterns = [
    *reading,
    *responding,
    *following,
    *moderating,
    *redressing,
    *recording,
    *queueing,
    *screening_pages,
    *signing_in,
    *securing,
    *owning,
    *at_the_desk,
    *notifying_authors,
]
