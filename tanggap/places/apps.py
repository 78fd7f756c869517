from django.apps import AppConfig


class Places(AppConfig):
    name = "tanggap.places"
    verbose_name = "Places"
