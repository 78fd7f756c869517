from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from tanggap.places import queries
from tanggap.places.models import Area, BoundarySet, Landmark


@admin.register(Area)
class AreaAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # not generic at run time
    """Names, postcodes and label points; areas come and go with the law, through import and seed."""

    list_display = ("nama", "kode", "level", "parent", "kode_pos")
    list_filter = ("level",)
    list_select_related = ("parent",)
    search_fields = ("nama", "kode")
    readonly_fields = ("kode", "level", "parent")
    list_per_page = 50

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Area | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Area, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        queries.forget()


@admin.register(Landmark)
class LandmarkAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # not generic at run time
    """Places everybody knows; latitude and longitude may be left out."""

    list_display = ("name", "kelurahan", "lat", "lng")
    list_select_related = ("kelurahan",)
    search_fields = ("name", "kelurahan__nama")
    autocomplete_fields = ("kelurahan",)
    list_per_page = 50


@admin.register(BoundarySet)
class BoundarySetAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # not generic at run time
    """What was imported when, and by whom; written by imports alone."""

    list_display = ("imported_at", "source", "areas", "mode", "imported_by")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: BoundarySet | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: BoundarySet | None = None) -> bool:
        return False
