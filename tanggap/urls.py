"""Mounts the faces."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("petugas/", include("tanggap.desk.urls")),
    path("api/v1/", include("tanggap.api.urls")),
    path("", include("tanggap.ops.urls")),
    path("", include("tanggap.public.urls")),
]
