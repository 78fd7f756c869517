from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import BaseUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from tanggap.people import queries
from tanggap.people.models import Agency, User
from tanggap.people.names import ROLE_NAMES

admin.site.unregister(Group)  # what a role may do is code (people/roles.py), not a group


@admin.register(Agency)
class AgencyAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # not generic at run time
    """Agencies: they are switched off, not deleted, so that old cases keep their names."""

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


class _Roles(forms.ModelForm):  # type: ignore[type-arg]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [(role.value, name) for role, name in ROLE_NAMES.items()]  # type: ignore[attr-defined]


class NewAccount(_Roles, BaseUserCreationForm):  # type: ignore[type-arg]
    """A new account, with its password twice."""

    class Meta:
        model = User
        fields = ("username", "name", "role", "agency", "email", "language")


class Account(_Roles, UserChangeForm):  # type: ignore[type-arg]
    """An account; the password only by its own page."""

    class Meta:
        model = User
        fields = ("username", "password", "name", "role", "agency", "email", "language", "is_active")


@admin.register(User)
class AccountAdmin(UserAdmin):  # type: ignore[type-arg]
    """Accounts of staff: they are switched off, not deleted, because events name them."""

    form = Account
    add_form = NewAccount
    list_display = ("username", "name", "role_name", "agency", "is_active", "last_login")
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

    @admin.display(description=_("role"), ordering="role")
    def role_name(self, user: User) -> Any:
        """The role in words."""
        return dict(ROLE_NAMES).get(user.role, user.role)  # type: ignore[call-overload]

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False
