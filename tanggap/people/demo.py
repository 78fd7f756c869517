"""Accounts that everybody knows the password of: where demo mode is off they are nobody."""

from typing import Any

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser

from tanggap.people.models import User

# Reserved by RFC 2606: no mail ever goes there, and no real account has such an address.
EMAIL_DOMAIN = "demo.invalid"


def demo_accounts() -> list[str]:
    """The usernames of demo accounts in this database that somebody could know the password of."""
    found = User.objects.filter(email__endswith=f"@{EMAIL_DOMAIN}", is_active=True)
    return [user.username for user in found if user.has_usable_password()]


def real_accounts() -> bool:
    """Whether there are accounts that are not of the demo."""
    return User.objects.exclude(email__endswith=f"@{EMAIL_DOMAIN}").exists()


def is_demo(user: AbstractBaseUser | AnonymousUser) -> bool:
    """Whether this is a demo account."""
    return str(getattr(user, "email", "")).endswith(f"@{EMAIL_DOMAIN}")


class Backend(ModelBackend):
    """Signs staff in by password; demo accounts in demo mode alone, and sessions they had end with it."""

    def user_can_authenticate(self, user: Any) -> bool:
        """Whether this account (a User, or nobody) may be signed in."""
        if isinstance(user, User) and user.email.endswith(f"@{EMAIL_DOMAIN}") and not settings.DEMO:
            return False
        return super().user_can_authenticate(user)
