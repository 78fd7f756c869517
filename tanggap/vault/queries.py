"""Reads of the vault. Whoever calls `opened` writes the reveal down, or sends a notice."""

import json

from django.db.models import Q

from tanggap.core.errors import NotFound
from tanggap.vault import box
from tanggap.vault.models import Contact
from tanggap.vault.shapes import ABOUT, OpenedContact


def opened(contact_id: int) -> OpenedContact:
    """A contact, readable. Raises NotFound (also after erasure) and box.Unopenable."""
    sealed = Contact.objects.filter(pk=contact_id).values_list("sealed", flat=True).first()
    if sealed is None:
        raise NotFound
    return OpenedContact(**json.loads(box.opened(bytes(sealed), about=ABOUT)))


def same_person(contact_id: int) -> list[int]:
    """Ids of the contacts with the same e-mail or the same phone, this one too, oldest first."""
    row = Contact.objects.filter(pk=contact_id).values("email_index", "phone_index").first()
    if row is None:
        raise NotFound
    same = Q(pk=contact_id)
    if row["email_index"]:
        same |= Q(email_index=row["email_index"])
    if row["phone_index"]:
        same |= Q(phone_index=row["phone_index"])
    return list(Contact.objects.filter(same).order_by("pk").values_list("pk", flat=True))
