from django.apps import AppConfig


class Api(AppConfig):
    name = "tanggap.api"
    verbose_name = "API"
