"""One's own account: the password and the language."""

from typing import Any, cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.forms import PasswordChangeForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from tanggap.desk.guard import for_staff
from tanggap.people import actions as people
from tanggap.people import queries
from tanggap.people.names import ROLE_NAMES
from tanggap.people.rules import Actor


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@for_staff
def account(request: HttpRequest, actor: Actor) -> HttpResponse:
    """/petugas/akun: who one is, and a new password. A new password ends every other session."""
    form = PasswordChangeForm(request.user, request.POST or None)  # type: ignore[arg-type]
    if request.method == "POST" and form.is_valid():
        people.set_password(
            actor=actor,
            username=request.user.get_username(),
            password=form.cleaned_data["new_password1"],
        )
        user = cast(Any, request.user)
        user.refresh_from_db()
        update_session_auth_hash(request, user)  # this device stays; its session gets a new key
        messages.success(request, gettext("Your password is changed. All other devices are logged out."))
        return redirect("desk:account")
    context = {
        "form": form,
        "role": ROLE_NAMES[actor.role] if actor.role else "",
        "agency": queries.agency(actor.agency_id) if actor.agency_id else None,
        "languages": settings.LANGUAGES,
    }
    return render(request, "desk/account.html", context, status=400 if form.errors else 200)


@require_POST
@for_staff
def language(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The language of one's own account."""
    wanted = request.POST.get("language", "")
    people.set_language(actor=actor, language=wanted)
    with translation.override(wanted):
        messages.success(request, gettext("The desk speaks your language from now on."))
    return redirect("desk:account")
