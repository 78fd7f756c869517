from django.apps import AppConfig


class People(AppConfig):
    name = "tanggap.people"
    verbose_name = "People and agencies"
