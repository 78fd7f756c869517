from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import BaseUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from tanggap.people import queries
from tanggap.people.models import Agency, User

admin.site.unregister(Group)  # what a role may do is code (people/roles.py), not a group


class AgencyForm(forms.ModelForm):  # type: ignore[type-arg]
    """An agency that stands in a tree."""

    class Meta:
        model = Agency
        fields = ("code", "name", "short_name", "kind", "parent", "area", "contact", "active")

    def clean_parent(self) -> Agency | None:
        """Nobody is directed by themselves, or by an office below."""
        parent: Agency | None = self.cleaned_data["parent"]
        if parent is not None and self.instance.pk and parent.pk in queries.below(self.instance.pk):
            raise ValidationError(_("An office can't be directed by itself or by one below it."))
        return parent


@admin.register(Agency)
class AgencyAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # not generic at run time
    """Agencies: they are switched off, not deleted, so that old cases keep their names."""

    form = AgencyForm
    list_display = ("name", "code", "kind", "parent", "active")
    list_filter = ("kind", "active")
    list_select_related = ("parent",)
    search_fields = ("name", "short_name", "code")
    autocomplete_fields = ("parent",)
    list_per_page = 50

    def get_readonly_fields(self, request: HttpRequest, obj: Agency | None = None) -> tuple[str, ...]:
        return ("code",) if obj else ()

    def has_delete_permission(self, request: HttpRequest, obj: Agency | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Agency, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        queries.forget()


class NewAccount(BaseUserCreationForm):  # type: ignore[type-arg]
    """A new account, with its password twice."""

    language = forms.ChoiceField(label=_("language"), choices=settings.LANGUAGES)

    class Meta:
        model = User
        fields = ("username", "name", "role", "agency", "email", "language")


class Account(UserChangeForm):  # type: ignore[type-arg]
    """An account; the password only by its own page."""

    language = forms.ChoiceField(label=_("language"), choices=settings.LANGUAGES)

    class Meta:
        model = User
        fields = ("username", "password", "name", "role", "agency", "email", "language", "is_active")


@admin.register(User)
class AccountAdmin(UserAdmin):  # type: ignore[type-arg]
    """Accounts of staff: they are switched off, not deleted, because events name them."""

    form = Account
    add_form = NewAccount
    list_display = ("username", "name", "role", "agency", "is_active", "last_login")
    list_filter = ("role", "is_active")
    list_select_related = ("agency",)
    search_fields = ("username", "name", "email", "agency__name")
    ordering = ("username",)
    filter_horizontal = ()
    autocomplete_fields = ("agency",)
    readonly_fields = ("last_login", "created_at")
    fieldsets = (
        (None, {"fields": ("username", "password", "is_active")}),
        (_("Person"), {"fields": ("name", "email", "language")}),
        (_("Work"), {"fields": ("role", "agency")}),
        (_("Dates"), {"fields": ("last_login", "created_at")}),
    )
    add_fieldsets = (
        (None, {"fields": ("username", "password1", "password2")}),
        (_("Person"), {"fields": ("name", "email", "language")}),
        (_("Work"), {"fields": ("role", "agency")}),
    )

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False
