from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Catalog(AppConfig):
    name = "tanggap.catalog"
    verbose_name = _("Catalog")
