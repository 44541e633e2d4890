"""How a moderator sets the desk: keys, what not to be shown unasked, reminders of breaks."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from comments.domain.accounts import set_single_keys
from comments.domain.desk_settings import put_off_breaks
from comments.forms.desk_settings import DeskSettingsForm, KeysForm
from comments.queries.desk_settings import USUAL_KEYS, keys_of, reminds_of_breaks, unasked_of
from comments.queries.queue import only_debate
from comments.views.telling import told
from masslinesite.access import moderator_required


@moderator_required
@require_http_methods(["GET", "HEAD", "POST"])
def desk_keys(request: HttpRequest) -> HttpResponse:
    """The keys, and whether they act; a button beside the queue switches them without changing any."""
    user_id = request.desk.user_id
    if "keys" in request.POST:
        set_single_keys(user_id=user_id, on=request.POST["keys"] == "on")
        return redirect("queue")
    initial = {"on": request.desk.single_keys} | {act.value: key for act, key in keys_of(user_id).items()}
    form = KeysForm(request.POST or None, initial=initial)
    if form.is_valid():
        form.save(user_id=user_id)
        return redirect(reverse("desk-settings") + "?told=keys-kept")
    context = {"debate": only_debate(), "form": form, "usual": ", ".join(USUAL_KEYS.values()).upper()}
    return render(request, "comments/desk/keys.html", context, status=422 if form.is_bound else 200)


@moderator_required
@require_http_methods(["GET", "HEAD", "POST"])
def desk_settings(request: HttpRequest) -> HttpResponse:
    user_id = request.desk.user_id
    if request.method == "POST":
        form = DeskSettingsForm(request.POST)
        if form.is_valid():
            form.save(user_id=user_id)
            return redirect(reverse("queue") + "?told=settings-kept")
    else:
        chosen = [kind.value for kind in unasked_of(user_id)]
        form = DeskSettingsForm(initial={"unasked": chosen, "breaks": reminds_of_breaks(user_id)})
    said = told(request.GET.get("told", ""))
    context = {"debate": only_debate(), "form": form, "said": said}
    return render(request, "comments/desk/settings.html", context, status=422 if form.is_bound else 200)


@moderator_required
@require_POST
def break_put_off(request: HttpRequest) -> HttpResponse:
    """No reminder of a break any more today."""
    put_off_breaks(user_id=request.desk.user_id)
    return redirect("queue")
