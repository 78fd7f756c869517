from django.apps import AppConfig


class Evidence(AppConfig):
    name = "tanggap.evidence"
    verbose_name = "Evidence"
