from django.apps import AppConfig


class Vault(AppConfig):
    name = "tanggap.vault"
    verbose_name = "The vault"
