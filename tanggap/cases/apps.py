from django.apps import AppConfig


class Cases(AppConfig):
    name = "tanggap.cases"
    verbose_name = "Cases"
