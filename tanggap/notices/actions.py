"""Writes of notices: decide who hears of an event, send what is due, be silent when asked to."""

import logging
from collections import defaultdict
from contextlib import AbstractContextManager
from datetime import timedelta
from importlib import import_module
from typing import cast

from django.conf import settings

from tanggap.cases.actions import set_contact
from tanggap.cases.models import Event, Report
from tanggap.core import clock
from tanggap.core.errors import Invalid, NotAllowed, NotFound
from tanggap.jobs.claims import claim, postpone
from tanggap.jobs.transaction import writing
from tanggap.notices import recipients
from tanggap.notices.models import Delivery, Silence
from tanggap.notices.render import message
from tanggap.notices.shapes import Down, Permanent, Send, Sending, Temporary
from tanggap.people.rules import Actor
from tanggap.vault import actions as vault_actions
from tanggap.vault import queries as vault
from tanggap.vault.box import Unopenable
from tanggap.vault.shapes import OpenedContact

log = logging.getLogger(__name__)

LEASE_SECONDS = 300.0
GIVE_UP = timedelta(days=2)


def tell(event: Event) -> None:
    """A reaction: makes due what the reporters of the case are to hear of this event.

    Runs in the transaction that marks the event handled; running twice makes nothing twice.
    """
    now = clock.now()
    rows = [
        Delivery(event_id=event.pk, report_id=report_id, channel=channel, created_at=now, due_at=now)
        for report_id, channel in recipients.channels_of(event)
    ]
    if rows:
        Delivery.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)


def deliver_due(limit: int = 50) -> int:
    """A job: sends up to `limit` notices that are due; how many were dealt with.

    At least once: a crash between sending and marking sends again, with the same message id.
    """
    due = Delivery.objects.filter(sent_at__isnull=True, failed_at__isnull=True, due_at__lte=clock.now())
    claimed = [row.pk for row in claim(due, limit=limit, lease=LEASE_SECONDS)]
    if not claimed:
        return 0
    by_channel: dict[str, list[Delivery]] = defaultdict(list)
    whole = Delivery.objects.select_related("event", "report__case")
    for row in whole.filter(pk__in=claimed).order_by("pk"):
        by_channel[row.channel].append(row)
    for channel, deliveries in by_channel.items():
        _send_all(channel, deliveries)
    return len(claimed)


def _send_all(channel: str, deliveries: list[Delivery]) -> None:
    try:
        with _sending(channel) as send:
            while deliveries:
                _deliver(deliveries[0], send)
                deliveries.pop(0)
    except Down as problem:
        log.warning("notices by %s rest: %s", channel, type(problem.__cause__ or problem).__name__)
        _rest(deliveries, problem)


def _sending(channel: str) -> AbstractContextManager[Send]:
    if channel not in settings.CHANNELS:
        raise Down(f"no channel {channel}")
    return cast(Sending, import_module(settings.CHANNELS[channel])).sender()


def _deliver(row: Delivery, send: Send) -> None:
    if row.claimed_until is None or row.claimed_until <= clock.now():
        return  # the lease ran out while others were sent: it comes up again by itself
    try:
        _say(row, send)
    except Permanent as problem:
        _close(row, failed_at=clock.now(), problem=str(problem)[:60])
    except Down:
        raise
    except Exception as problem:  # one letter that can't be made or sent must not hold up the others
        log.warning("notice %d rests: %s, try %d", row.pk, type(problem).__name__, row.attempts)
        _rest([row], problem)
    else:
        _close(row, sent_at=clock.now(), problem="")


def _say(row: Delivery, send: Send) -> None:
    contact_id = row.report.contact_id
    if contact_id is None or Silence.objects.filter(report=row.report_id).exists():
        raise Permanent("stopped")
    try:
        contact = vault.opened(contact_id)
    except NotFound:
        raise Permanent("erased") from None
    except Unopenable:
        raise Temporary("the key is missing") from None
    if not contact.email:
        raise Permanent("no address")
    send(message(row, contact))


def _close(row: Delivery, **columns: object) -> None:
    """Marks it, unless somebody else has the lease by now."""
    with writing():
        Delivery.objects.filter(pk=row.pk, claimed_until=row.claimed_until).update(**columns)


def _rest(rows: list[Delivery], problem: BaseException) -> None:
    for row in rows:
        if clock.now() - row.created_at > GIVE_UP:
            _close(row, failed_at=clock.now(), problem=type(problem).__name__)
        else:
            postpone([row], problem=problem)


def stop(*, actor: Actor, report_id: int) -> None:
    """The reporter wants no more notices of this report; what is due is not sent. Safe to repeat.

    Raises NotAllowed for anybody but the reporter who holds its secret, and the system.
    """
    _refuse_others(actor, report_id)
    with writing():
        Silence.objects.get_or_create(report_id=report_id, defaults={"since": clock.now()})
        waiting = Delivery.objects.filter(report_id=report_id, sent_at__isnull=True, failed_at__isnull=True)
        waiting.update(failed_at=clock.now(), problem="stopped")


def follow(*, actor: Actor, report_id: int, email: str, language: str = "") -> None:
    """The reporter wants to hear of this report at this address, from now on; name and phone stay.

    Raises NotAllowed as stop does, Invalid (field email) for an address mail can't reach.
    """
    _refuse_others(actor, report_id)
    if not email.strip():
        raise Invalid(vault_actions.BAD_EMAIL, code="bad_email", field="email")
    before = Report.objects.only("contact").get(pk=report_id).contact_id
    known = vault.opened(before) if before is not None else OpenedContact()
    contact_id = vault_actions.seal(actor=actor, name=known.name, email=email, phone=known.phone)
    with writing():
        Silence.objects.filter(report=report_id).delete()
        set_contact(actor=Actor.reporter(report_id), contact_id=contact_id, language=language)
        if before is not None and not Report.objects.filter(contact=before).exists():
            vault_actions.erase(actor=actor, contact_id=before)


def _refuse_others(actor: Actor, report_id: int) -> None:
    if actor.kind != "system" and actor.own_report != report_id:
        raise NotAllowed
    if not Report.objects.filter(pk=report_id).exists():
        raise NotFound
