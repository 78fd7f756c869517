"""What the roles are called, in the reader's language."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tanggap.people.roles import Role

ROLE_NAMES: dict[Role, "str | Promise"] = {
    Role.CREW: _("Field crew"),
    Role.OFFICER: _("Officer"),
    Role.HEAD: _("Head of office"),
    Role.COORDINATOR: _("Coordinator"),
    Role.VALIDATOR: _("Validator"),
    Role.AUDITOR: _("Auditor"),
    Role.LEADER: _("Leader"),
    Role.FRONT_DESK: _("Front desk"),
    Role.ADMINISTRATOR: _("Administrator"),
}
