from django.apps import AppConfig


class Catalog(AppConfig):
    name = "tanggap.catalog"
    verbose_name = "Catalog"
