from django.apps import AppConfig


class Intake(AppConfig):
    name = "tanggap.intake"
    verbose_name = "Intake"
