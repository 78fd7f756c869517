from django.apps import AppConfig


class Live(AppConfig):
    name = "tanggap.live"
    verbose_name = "Live"
