from django.apps import AppConfig


class Ops(AppConfig):
    name = "tanggap.ops"
    verbose_name = "Operations"
