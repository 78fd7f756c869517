"""Pages that a secret opens: kept by no cache, named to no other site."""

from django.http import HttpResponse
from django.utils.cache import patch_cache_control


def secret_page(answer: HttpResponse) -> HttpResponse:
    """Marks an answer as one person's own."""
    patch_cache_control(answer, private=True, no_store=True)
    answer["Referrer-Policy"] = "no-referrer"
    answer["X-Robots-Tag"] = "noindex, nofollow"
    return answer
