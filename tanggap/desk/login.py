"""Coming in and going out."""

from datetime import timedelta
from typing import Any

from axes.helpers import get_cool_off
from django.contrib.auth import login, logout
from django.contrib.auth.forms import AuthenticationForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from tanggap.core.clock import JAKARTA, now
from tanggap.core.errors import NotFound
from tanggap.desk.guard import KEPT, kept_fields, safe_next

# However busy a session is, it ends this long after the login.
SESSION_HOURS = 12


@method_decorator([never_cache, sensitive_post_parameters("password")], name="dispatch")
class Login(View):
    """The login page. A form that was sent without a session waits here and goes on afterwards."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The empty form; whoever is logged in already goes on."""
        wanted = safe_next(request, request.GET.get("next", ""))
        if request.user.is_authenticated:
            return redirect(wanted)
        return render(request, "desk/login.html", {"next": wanted})

    def post(self, request: HttpRequest) -> HttpResponse:
        """Checks name and password; wrong ones are told without saying which of the two."""
        form = AuthenticationForm(request, data=request.POST)
        wanted = safe_next(request, request.POST.get("next", ""))
        kept = kept_fields(request.POST, KEPT)
        if not form.is_valid():
            context = {"next": wanted, "kept": kept, "form": form}
            return render(request, "desk/login.html", context, status=400)
        login(request, form.get_user())  # a new session key, so that a planted one is worthless
        request.session.set_expiry(now() + timedelta(hours=SESSION_HOURS))
        if kept:
            return render(request, "desk/kept.html", {"next": wanted, "kept": kept})
        return redirect(wanted)


def to_login(request: HttpRequest) -> HttpResponse:
    """/admin/login/: the administration has no door of its own, so that every login is this one.

    Raises NotFound for who is logged in but may not come in there.
    """
    if request.user.is_authenticated:
        raise NotFound
    return redirect(f"{reverse('desk:login')}?{urlencode({'next': request.GET.get('next', '')})}")


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Ends the session and forgets it."""
    logout(request)
    return redirect(f"{reverse('desk:login')}?keluar=1")


def locked_out(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """Answers somebody who tried too often, and says from when on they may try again."""
    wait = get_cool_off(request) or timedelta(0)
    again = (now() + wait).astimezone(JAKARTA)
    context = {
        "again": again,
        "minutes": int(wait.total_seconds() // 60),
        "next": safe_next(request, request.POST.get("next", "")),
        "kept": kept_fields(request.POST, KEPT),
    }
    response = render(request, "desk/locked_out.html", context, status=429)
    response.headers["Retry-After"] = str(int(wait.total_seconds()))
    response.headers["Cache-Control"] = "no-store"
    return response
