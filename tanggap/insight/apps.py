from django.apps import AppConfig


class Insight(AppConfig):
    name = "tanggap.insight"
    verbose_name = "Insight"
