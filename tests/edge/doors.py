"""Settings of a server with a few addresses of the tests' own, to ask what no real page does."""

from tanggap.settings import *  # noqa: F403

ROOT_URLCONF = "tests.edge.doors_urls"
