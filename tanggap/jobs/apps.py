from django.apps import AppConfig


class Jobs(AppConfig):
    name = "tanggap.jobs"
    verbose_name = "Work that is due"
