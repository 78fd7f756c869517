from django.apps import AppConfig


class Desk(AppConfig):
    name = "tanggap.desk"
    verbose_name = "The desk"
