from django.apps import AppConfig


class Public(AppConfig):
    name = "tanggap.public"
    verbose_name = "Public pages"
