"""Mounts the faces."""

from django.contrib import admin
from django.urls import include, path

from tanggap.desk.login import to_login

urlpatterns = [
    path("admin/login/", to_login),
    path("admin/", admin.site.urls),
    path("petugas/", include("tanggap.desk.urls")),
    path("api/v1/", include("tanggap.api.urls")),
    path("", include("tanggap.ops.urls")),
    path("", include("tanggap.public.urls")),
]

handler400 = "tanggap.ops.views.bad_request"
handler403 = "tanggap.ops.views.forbidden"
handler404 = "tanggap.ops.views.not_found"
handler500 = "tanggap.ops.views.failed"
