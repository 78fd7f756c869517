"""Writes: agencies from the reference file, accounts, and tokens for the API."""

import secrets

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError

from tanggap.core import clock
from tanggap.core.errors import Invalid, NotAllowed, NotFound, gettext_noop
from tanggap.core.reference import Ledger, Loaded
from tanggap.core.text import clean
from tanggap.jobs.transaction import writing
from tanggap.people import agencies, queries, seeding
from tanggap.people.models import Agency, ApiToken, User
from tanggap.people.roles import Permission, Role
from tanggap.people.rules import Actor

TOKEN_PREFIX = "tgp_"  # noqa: S105 (not a secret: it tells secret scanners whose token it is)


def seed_agencies(*, actor: Actor, ledger: Ledger) -> Loaded:
    """Loads people/data/agencies.toml and the offices of all areas. Raises NotAllowed."""
    _must_edit(actor)
    version, rows = agencies.read()
    with writing():
        loaded = seeding.load(
            seeding.Sheet("agencies", version, Agency, "code", rows, {"parent": Agency}), ledger
        )
    queries.forget()
    return loaded


def create_user(
    *,
    actor: Actor,
    username: str,
    name: str,
    role: Role,
    agency_id: int,
    password: str | None,
    email: str = "",
    language: str = "id",
) -> int:
    """A new account's id. password None: nobody can sign in until it is given one.

    Raises NotAllowed, and Invalid (field username, name, email, password, agency).
    """
    _must_edit(actor)
    user = User(
        username=clean(username),
        name=clean(name),
        role=role,
        agency_id=agency_id,
        email=email.strip(),
        language=language,
    )
    _check(user)
    if password is not None:
        _check_password(password, user)
    user.set_password(password)
    try:
        with writing():
            user.save(force_insert=True)
    except IntegrityError:
        raise Invalid(
            gettext_noop("There is already an account with this username."), code="taken", field="username"
        ) from None
    return user.pk


def set_password(*, actor: Actor, username: str, password: str) -> None:
    """Gives an account a new password; its sessions end. Raises NotAllowed, NotFound, Invalid."""
    user = _account(username)
    if not (actor.kind == "staff" and actor.user_id == user.pk):
        _must_edit(actor)
    _check_password(password, user)
    user.set_password(password)
    with writing():
        user.save(update_fields=["password"])


def set_language(*, actor: Actor, language: str) -> None:
    """The language in which the desk speaks to the actor. Raises NotAllowed, Invalid."""
    if actor.kind != "staff" or actor.user_id is None:
        raise NotAllowed
    if language not in dict(settings.LANGUAGES):
        raise Invalid(gettext_noop("Choose one of the languages."), field="language")
    with writing():
        User.objects.filter(pk=actor.user_id).update(language=language)


def create_token(*, actor: Actor, name: str, username: str) -> str:
    """A new API token, told this once: only its SHA-256 is kept. Raises NotAllowed, NotFound, Invalid."""
    _must_edit(actor)
    name = clean(name)[:120]
    if not name:
        raise Invalid(gettext_noop("A token needs a name that says who uses it."), field="name")
    user = _account(username)
    token = TOKEN_PREFIX + secrets.token_urlsafe(32)
    with writing():
        ApiToken.objects.create(user=user, name=name, digest=queries.token_digest(token))
    return token


def revoke_token(*, actor: Actor, token_id: int) -> None:
    """From now on this token opens nothing. Raises NotAllowed, NotFound."""
    _must_edit(actor)
    with writing():
        rows = ApiToken.objects.filter(pk=token_id, revoked_at__isnull=True)
        if not rows.update(revoked_at=clock.now()):
            raise NotFound(gettext_noop("There is no such token in use."))


def _must_edit(actor: Actor) -> None:
    if actor.kind != "system" and not actor.may(Permission.SITE_REFERENCE_EDIT):
        raise NotAllowed


def _account(username: str) -> User:
    user = User.objects.filter(username=username.strip()).first()
    if user is None:
        raise NotFound(gettext_noop("There is no account called %(username)s."), username=username)
    return user


def _check(user: User) -> None:
    if not user.username or len(user.username) > 60 or any(sign.isspace() for sign in user.username):
        raise Invalid(
            gettext_noop("A username has 1 to 60 characters and no spaces."),
            field="username",
            code="username",
        )
    if not user.name or len(user.name) > 120:
        raise Invalid(gettext_noop("Please give the person's name."), field="name")
    if not Agency.objects.filter(pk=user.agency_id or 0, active=True).exists():
        raise Invalid(gettext_noop("There is no such agency."), field="agency")
    if user.email:
        try:
            validate_email(user.email)
        except ValidationError:
            raise Invalid(gettext_noop("This is not an e-mail address."), field="email") from None


def _check_password(password: str, user: User) -> None:
    try:
        validate_password(password, user)
    except ValidationError:
        raise Invalid(
            gettext_noop(
                "This password is too easy to guess. Take at least 10 characters, no common word, "
                "and nothing that looks like the name."
            ),
            code="weak_password",
            field="password",
        ) from None
