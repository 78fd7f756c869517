from django.apps import AppConfig


class Notices(AppConfig):
    name = "tanggap.notices"
    verbose_name = "Notices"
