from django.apps import AppConfig


class Routing(AppConfig):
    name = "tanggap.routing"
    verbose_name = "Routing"
