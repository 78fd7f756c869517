"""Writes of the vault: seal a contact, erase it, seal all anew after a change of key."""

import json

from tanggap.core import clock
from tanggap.core import email as mail
from tanggap.core import phone as phones
from tanggap.core.errors import Invalid, NotAllowed, NotFound, gettext_noop
from tanggap.core.text import clean
from tanggap.jobs.transaction import writing
from tanggap.vault import box, index, rules
from tanggap.vault.models import Contact
from tanggap.vault.rules import Someone
from tanggap.vault.shapes import ABOUT, OpenedContact

NAME_LIMIT = 120

BAD_EMAIL = gettext_noop("This e-mail address can't be right. Example: name@example.com.")
BAD_PHONE = gettext_noop("This phone number can't be right. Example: 0812 3456 7890.")
LONG_NAME = gettext_noop("This name is too long: at most %(limit)d characters.")


def checked(*, name: str = "", email: str = "", phone: str = "") -> OpenedContact:
    """A contact in its one spelling, before anything is stored. Raises Invalid with the field."""
    name = " ".join(clean(name).split())
    if len(name) > NAME_LIMIT:
        raise Invalid(LONG_NAME, code="name_too_long", field="name", limit=NAME_LIMIT)
    address = mail.address(email) if email.strip() else ""
    if address is None:
        raise Invalid(BAD_EMAIL, code="bad_email", field="email")
    number = phones.e164(phone) if phone.strip() else ""
    if number is None:
        raise Invalid(BAD_PHONE, code="bad_phone", field="phone")
    return OpenedContact(name, address, number)


def seal(*, actor: Someone, name: str = "", email: str = "", phone: str = "") -> int | None:
    """Keeps a contact sealed and gives its id; None when nothing was given.

    Raises Invalid (field name, email or phone).
    """
    contact = checked(name=name, email=email, phone=phone)
    if contact == OpenedContact():
        return None
    row = Contact(
        sealed=box.seal(_plain(contact), about=ABOUT),
        email_index=index.of_email(contact.email),
        phone_index=index.of_phone(contact.phone),
        created_at=clock.now(),
    )
    with writing():
        row.save(force_insert=True)
    return row.pk


def erase(*, actor: Someone, contact_id: int) -> None:
    """Removes a contact for good (UU 27/2022, right to erasure); its reports stay, without one.

    Raises NotAllowed for the public, NotFound when there is none. The caller writes the event.
    """
    if not rules.may_erase(actor):
        raise NotAllowed
    with writing():
        gone, _ = Contact.objects.filter(pk=contact_id).delete()
    if not gone:
        raise NotFound


def reseal() -> int:
    """Seals every contact of an older key with the current one; how many. Safe to stop and repeat."""
    done = 0
    for row in Contact.objects.order_by("pk").iterator():
        old = bytes(row.sealed)
        if not box.is_current(old):
            fresh = box.seal(box.opened(old, about=ABOUT), about=ABOUT)
            with writing():
                done += Contact.objects.filter(pk=row.pk, sealed=old).update(sealed=fresh)
    return done


def _plain(contact: OpenedContact) -> bytes:
    fields = {"name": contact.name, "email": contact.email, "phone": contact.phone}
    return json.dumps({key: value for key, value in fields.items() if value}, ensure_ascii=False).encode()
