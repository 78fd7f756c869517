"""The list and the map of public cases: equal, filtered by the address, paged by a marker."""

import json
from collections.abc import Callable

import pytest
from django.test import Client

from tanggap.cases.models import Case, Report
from tests.cast import KELURAHAN, PLACE
from tests.public.conftest import Office, Sent

Send = Callable[..., Sent]
pytestmark = pytest.mark.django_db
NEAR_BY = f"{PLACE[0] - 0.01},{PLACE[1] - 0.01},{PLACE[0] + 0.01},{PLACE[1] + 0.01}"


def test_the_empty_list_says_so_and_leads_on(client: Client) -> None:
    page = client.get("/kasus").content.decode()
    assert "Belum ada laporan publik" in page
    assert 'href="/lapor"' in page


def test_the_list_shows_public_cases_only(client: Client, send: Send) -> None:
    shown, hidden = send(), send(visibility="private")
    page = client.get("/kasus").content.decode()
    assert shown.number in page
    assert hidden.number not in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (f"wilayah={KELURAHAN}", True),
        ("wilayah=31.74", True),
        ("wilayah=31.71", False),
        ("kategori=tutup-saluran", True),
        ("kategori=pohon", None),
        ("status=waiting", True),
        ("status=done", False),
        ("status=nonsense&wilayah=99&kategori=..", True),
    ],
)
def test_filters_live_in_the_address(client: Client, send: Send, query: str, found: bool | None) -> None:
    sent = send()
    page = client.get(f"/kasus?{query}").content.decode()
    if found is not None:
        assert (sent.number in page) is found


def test_older_cases_are_one_step_away(client: Client, send: Send) -> None:
    report = Report.objects.get(number=send().number)
    copies = [
        Case(**{f.attname: getattr(report.case, f.attname) for f in Case._meta.fields if f.attname != "id"})
        for _ in range(22)
    ]
    Case.objects.bulk_create(copies)
    first = client.get("/kasus").content.decode()
    assert first.count("<article") == 20
    after = first.split("sesudah=")[1].split('"')[0]
    second = client.get(f"/kasus?sesudah={after}").content.decode()
    assert second.count("<article") == 3
    assert "Kembali ke yang terbaru" in second


def test_a_forged_marker_is_refused(client: Client) -> None:
    assert client.get("/kasus?sesudah=1;drop").status_code == 400


def test_the_points_are_those_of_the_box_and_the_filters(client: Client, send: Send, office: Office) -> None:
    sent, _ = send(), send(visibility="private")
    told = client.get(f"/peta/titik.json?bbox={NEAR_BY}").json()
    assert [point["number"] for point in told["points"]] == [sent.number]
    assert told["full"] is False
    assert client.get("/peta/titik.json?bbox=-6.1,106.7,-6.0,106.8").json()["points"] == []
    assert client.get(f"/peta/titik.json?bbox={NEAR_BY}&status=done").json()["points"] == []
    office.fix(sent)
    assert len(client.get(f"/peta/titik.json?bbox={NEAR_BY}&status=done").json()["points"]) == 1


@pytest.mark.parametrize("box", ["", "1,2,3", "a,b,c,d", "1,2,3,4,5", "nan,0,0,0"])
def test_a_box_that_is_none_is_refused(client: Client, box: str) -> None:
    assert client.get(f"/peta/titik.json?bbox={box}").status_code == 400


def test_the_map_page_lists_the_same_cases(client: Client, send: Send) -> None:
    sent = send()
    page = client.get(f"/peta?wilayah={KELURAHAN}").content.decode()
    assert sent.number in page
    assert 'data-points="/peta/titik.json"' in page
    assert f'data-query="wilayah={KELURAHAN}"' in page


@pytest.mark.parametrize(("level", "count"), [("kota", 6), ("kecamatan", 44)])
def test_outlines_are_drawn_for_each_level(client: Client, level: str, count: int) -> None:
    answer = client.get(f"/peta/garis/{level}.json")
    assert len(json.loads(answer.content)["features"]) == count
    assert "public" in answer["Cache-Control"]
    again = client.get(f"/peta/garis/{level}.json", headers={"if-none-match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_outlines_of_one_city_are_fewer(client: Client) -> None:
    answer = client.get("/peta/garis/kelurahan.json?dalam=31.01")
    assert 0 < len(json.loads(answer.content)["features"]) < 20
    assert client.get("/peta/garis/kelurahan.json?dalam=99").status_code == 404
    assert client.get("/peta/garis/rw.json").status_code == 404
