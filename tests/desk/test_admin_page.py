"""The administration looks like the rest and leads back to the desk."""

from tests.cast import Cast
from tests.desk.conftest import SignIn
from tests.desk.reading import words


def test_it_wears_our_colours_and_leads_back_to_the_desk(at_desk: SignIn, cast: Cast) -> None:
    page = words(at_desk(cast.administrator).get("/admin/"))
    assert "look/admin.css" in page
    assert '<a href="/petugas/">Ke halaman petugas</a>' in page
    assert "Wilayah dan batasnya" in page
