from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Places(AppConfig):
    name = "tanggap.places"
    verbose_name = _("Places and boundaries")
