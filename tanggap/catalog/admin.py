from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from tanggap.catalog import queries
from tanggap.catalog.models import Category, Channel, Group, Holiday, Reason, TimeLimit


class _Reference(admin.ModelAdmin):  # type: ignore[type-arg]  # not generic at run time
    """Rows are switched off, not deleted, because old cases name them; a code never changes."""

    list_per_page = 50

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("code",) if obj else ()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        queries.forget()


@admin.register(Group)
class GroupAdmin(_Reference):
    """The shelves of the category list."""

    list_display = ("name_id", "name_en", "icon", "position")
    list_editable = ("position",)


@admin.register(Category)
class CategoryAdmin(_Reference):
    """What a report is about, what it needs, and who answers for it."""

    list_display = ("name_id", "primary", "visibility", "active")
    list_filter = ("group", "visibility", "proof", "active")
    list_select_related = ("primary",)
    search_fields = ("name_id", "name_en", "code", "keywords")
    autocomplete_fields = ("primary", "secondary")
    fieldsets = (
        (None, {"fields": ("code", "group", "name_id", "name_en", "active")}),
        (_("Help and search"), {"fields": ("help_id", "help_en", "keywords")}),
        (_("What it needs"), {"fields": ("needs_place", "needs_photo", "proof", "radius_m", "days")}),
        (_("What the public sees"), {"fields": ("visibility", "sensitive", "coarse_place")}),
        (_("Who answers for it"), {"fields": ("primary", "secondary", "crew", "advice_id", "advice_en")}),
    )


@admin.register(Channel)
class ChannelAdmin(_Reference):
    """The ways by which reports come in."""

    list_display = ("name_id", "code", "family", "official", "active", "position")
    list_filter = ("family", "official", "active")


@admin.register(Reason)
class ReasonAdmin(_Reference):
    """Reasons that a move must name, and what the reporter then reads."""

    list_display = ("name_id", "verb", "code", "active", "position")
    list_filter = ("verb", "active")
    search_fields = ("name_id", "name_en", "code")


class TimeLimitForm(forms.ModelForm):  # type: ignore[type-arg]
    """A time limit that can be counted."""

    class Meta:
        model = TimeLimit
        fields = ("code", "name_id", "name_en", "hours", "days", "calendar", "regulation", "source")

    def clean(self) -> dict[str, Any]:
        """A limit in working days has no hours."""
        given = super().clean() or {}
        if given.get("calendar") == "work" and given.get("hours"):
            raise ValidationError({"hours": _("A limit in working days has no hours.")})
        return given


@admin.register(TimeLimit)
class TimeLimitAdmin(_Reference):
    """Time limits are changed, never added: the software asks for each by its code."""

    form = TimeLimitForm
    list_display = ("name_id", "code", "hours", "days", "calendar")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False


@admin.register(Holiday)
class HolidayAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Days on which the offices are closed."""

    list_display = ("day", "name", "source")
    date_hierarchy = "day"
    search_fields = ("name",)

    def save_model(self, request: HttpRequest, obj: Holiday, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        queries.forget()

    def delete_model(self, request: HttpRequest, obj: Holiday) -> None:
        super().delete_model(request, obj)
        queries.forget()

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        super().delete_queryset(request, queryset)
        queries.forget()
