"""The admin site is for reference data and accounts."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

admin.site.site_header = _("Tanggap: reference data and accounts")
admin.site.site_title = "Tanggap"
admin.site.index_title = _("What can be edited here")
admin.site.site_url = "/petugas/"
