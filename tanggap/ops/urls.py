from django.urls import URLPattern, URLResolver, path

from tanggap.ops.health import health

app_name = "ops"
urlpatterns: list[URLPattern | URLResolver] = [path("sehat", health, name="health")]
