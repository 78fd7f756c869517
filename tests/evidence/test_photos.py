"""A photo is taken in by what it is, kept clean for the public, and sealed as it was for the evidence."""

import io
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from PIL import Image, ImageCms

from tanggap.core.errors import Invalid, NotFound
from tanggap.evidence import actions, decoder, files, queries
from tanggap.evidence.kinds import SENTENCES, kind_of
from tanggap.evidence.models import Photo
from tanggap.people.rules import PUBLIC
from tanggap.vault import box
from tests.evidence import pictures as p

pytestmark = pytest.mark.django_db


def store(data: bytes, **more: Any) -> Any:
    return actions.store(actor=PUBLIC, data=data, name="IMG_1.jpg", **more)


def copy(photo_id: Any, size: str = "large") -> Image.Image:
    path = queries.copy_path(photo_id, size)
    assert path is not None
    with Image.open(path) as image:
        image.load()
        return image.copy()


def is_red(pixel: Any) -> bool:
    red, green, blue = pixel
    return bool(red > 120 and green < 90 and blue < 90)


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (p.saved(p.street()), "image/jpeg"),
        (p.saved(p.street(), "PNG"), "image/png"),
        (p.saved(p.street(), "WEBP"), "image/webp"),
        (p.heic(p.street()), "image/heic"),
        (p.saved(p.street(), "JPEG", progressive=True), "image/jpeg"),
        (p.saved(p.street(mode="L")), "image/jpeg"),
        (p.saved(p.street(mode="CMYK")), "image/jpeg"),
        (p.saved(p.street(mode="P"), "PNG"), "image/png"),
        (p.saved(p.street(mode="1"), "PNG"), "image/png"),
        (p.saved(p.street(mode="LA"), "PNG"), "image/png"),
        (p.saved(p.street(mode="RGBA"), "PNG"), "image/png"),
        (p.saved(p.street(mode="I;16"), "PNG"), "image/png"),
        (p.saved(p.street(), "MPO", save_all=True, append_images=[p.street()]), "image/jpeg"),
    ],
)
def test_every_kind_of_photo_is_taken(data: bytes, media_type: str) -> None:
    stored = store(data)
    row = queries.photo(stored.id)
    assert (row.media_type, row.width, row.height, row.kind) == (media_type, 800, 600, "photo")
    assert copy(stored.id).size == (800, 600)
    assert copy(stored.id, "thumb").size == (320, 240)


def test_copies_have_three_sizes_by_the_longest_side() -> None:
    stored = store(p.saved(p.street(3000, 4000)))
    assert [copy(stored.id, size).size for size in ("thumb", "medium", "large")] == [
        (240, 320),
        (720, 960),
        (1200, 1600),
    ]
    assert (stored.width, stored.height) == (3000, 4000)


def test_a_small_photo_is_not_made_larger() -> None:
    stored = store(p.saved(p.street(200, 150)))
    assert copy(stored.id).size == copy(stored.id, "thumb").size == (200, 150)


def test_a_very_long_photo_keeps_a_row_of_pixels() -> None:
    assert copy(store(p.saved(p.street(8000, 16))).id, "thumb").size == (320, 1)


def test_sixteen_bits_are_not_all_white() -> None:
    deep = Image.linear_gradient("L").resize((400, 300)).convert("I").point(lambda value: value * 257)
    made = copy(store(p.saved(deep.convert("I;16"), "PNG")).id).convert("L").histogram()
    assert sum(made[:20]) > 0
    assert sum(made[230:]) > 0
    assert made[255] < sum(made) / 2


def test_what_is_clear_becomes_paper_white() -> None:
    clear = Image.new("RGBA", (300, 300), (0, 0, 0, 0))
    assert copy(store(p.saved(clear, "PNG")).id).getpixel((150, 150)) == (255, 255, 255)
    palette = Image.new("P", (300, 300), 0)
    assert copy(store(p.saved(palette, "PNG", transparency=0)).id).getpixel((9, 9)) == (255, 255, 255)


def test_of_an_animation_the_first_frame_is_kept() -> None:
    frames = [Image.new("RGB", (300, 200), colour) for colour in ("red", "blue", "blue")]
    for kind in ("WEBP", "PNG"):
        data = p.saved(frames[0], kind, save_all=True, append_images=frames[1:], duration=100)
        assert is_red(copy(store(data).id).getpixel((150, 100)))


@pytest.mark.parametrize(
    ("orientation", "corner"),
    [(1, "tl"), (2, "tr"), (3, "br"), (4, "bl"), (5, "tl"), (6, "tr"), (7, "br"), (8, "bl")],
)
def test_the_photo_stands_as_the_phone_was_held(orientation: int, corner: str) -> None:
    stored = store(p.saved(p.street(), exif=p.exif(orientation)))
    image = copy(stored.id)
    lying = orientation >= 5
    assert image.size == ((600, 800) if lying else (800, 600)) == (stored.width, stored.height)
    width, height = image.size
    spots = {"tl": (9, 9), "tr": (width - 9, 9), "bl": (9, height - 9), "br": (width - 9, height - 9)}
    assert [name for name, spot in spots.items() if is_red(image.getpixel(spot))] == [corner]


def test_a_colour_profile_that_does_not_fit_is_no_error_and_does_not_stay() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    data = p.saved(p.street(), "JPEG", icc_profile=profile)
    assert p.chunks(_file(store(data).id, "large")) == {b"VP8 "}


def _file(photo_id: Any, size: str) -> bytes:
    path = queries.copy_path(photo_id, size)
    assert path is not None
    return path.read_bytes()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_no_metadata_survives_in_any_copy(kind: str) -> None:
    data = p.saved(p.street(), kind, exif=p.exif(), xmp=b"<x:xmpmeta>Sari</x:xmpmeta>", icc_profile=_srgb())
    assert b"PhoneMaker" in data
    stored = store(data)
    for size in ("thumb", "medium", "large"):
        made = _file(stored.id, size)
        assert p.chunks(made) == {b"VP8 "}
        assert b"PhoneMaker" not in made
        assert b"Sari" not in made


def _srgb() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_time_and_place_are_read_before_they_are_removed(kind: str) -> None:
    row = queries.photo(store(p.saved(p.street(), kind, exif=p.exif())).id)
    assert row.taken_at == datetime(2025, 3, 5, 3, 11, 12, tzinfo=UTC)
    assert row.lat == pytest.approx(-6.175389, abs=1e-5)
    assert row.lng == pytest.approx(106.827222, abs=1e-5)


def test_a_camera_that_knows_its_time_zone_is_believed() -> None:
    row = queries.photo(store(p.saved(p.street(), exif=p.exif(offset="+09:00"))).id)
    assert row.taken_at == datetime(2025, 3, 5, 1, 11, 12, tzinfo=UTC)


@pytest.mark.parametrize("taken", ["", "0000:00:00 00:00:00", "gestern", "2025-03-05", "2025:13:45 99:00:00"])
def test_a_broken_time_is_no_error(taken: str) -> None:
    assert queries.photo(store(p.saved(p.street(), exif=p.exif(taken=taken))).id).taken_at is None


def test_broken_metadata_is_no_error() -> None:
    good = p.exif().tobytes()
    for cut in range(8, len(good), 11):
        broken = good[:cut] + b"\xff" * (len(good) - cut)
        row = queries.photo(store(p.saved(p.street(64, 48), exif=broken)).id)
        assert row.lat is None or -90 <= row.lat <= 90


def test_a_place_off_the_map_is_no_place() -> None:
    tags = p.exif(gps=False)
    tags.get_ifd(0x8825).update({1: "S", 2: (600.0, 0.0, 0.0), 3: "E", 4: (106.0, 0.0, 0.0)})
    assert queries.photo(store(p.saved(p.street(), exif=tags)).id).lat is None


def _code(data: bytes, **more: Any) -> str:
    with pytest.raises(Invalid) as refused:
        store(data, **more)
    assert refused.value.field == "photos"
    assert refused.value.sentence % refused.value.data
    assert Photo.objects.count() == 0
    return refused.value.code


WHOLE = p.saved(p.street())


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "photo_empty"),
        (b"hello", "photo_not_a_photo"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "photo_not_a_photo"),
        (b"GIF89a" + b"\0" * 50, "photo_not_a_photo"),
        (b"<html><script>alert(1)</script>", "photo_not_a_photo"),
        (b"MZ" + b"\0" * 100, "photo_not_a_photo"),
        (p.saved(p.street(), "TIFF"), "photo_not_a_photo"),
        (p.saved(p.street(), "BMP"), "photo_not_a_photo"),
        (p.saved(p.street(), "AVIF"), "photo_not_a_photo"),
        (b"\0\0\0\x18ftypmp42\0\0\0\0isommp42" + b"\0" * 90, "photo_video"),
        (p.pdf(), "photo_not_a_photo"),
        (WHOLE[: len(WHOLE) // 2], "photo_unreadable"),
        (WHOLE[:20], "photo_unreadable"),
        (b"\xff\xd8\xff" + b"\0" * 1000, "photo_unreadable"),
        (b"RIFF\x10\0\0\0WEBPVP8 \0\0\0\0", "photo_unreadable"),
        (p.saved(p.street(), "PNG")[:-60], "photo_unreadable"),
        (p.heic(p.street())[:-200], "photo_unreadable"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 90, "photo_unreadable"),
        (p.png_claiming(100_000, 100_000), "photo_too_many_pixels"),
        (p.png_claiming(2_000_000_000, 2_000_000_000), "photo_too_many_pixels"),
        (p.png_claiming(7000, 9000), "photo_too_many_pixels"),
        (p.png_claiming(5000, 5000), "photo_unreadable"),
        (p.png_claiming(0, 0), "photo_unreadable"),
        (p.saved(p.street(800, 8), "PNG"), "photo_too_small"),
    ],
)
def test_what_is_no_good_photo_is_refused_with_a_clear_sentence(data: bytes, code: str) -> None:
    assert _code(data) == code
    assert code.removeprefix("photo_") in SENTENCES


def test_a_name_or_declared_type_changes_nothing() -> None:
    with pytest.raises(Invalid):
        actions.store(actor=PUBLIC, data=b"<?php echo 1;", name="photo.jpg")
    with pytest.raises(Invalid) as refused:
        actions.store(actor=PUBLIC, data=b"", name="../../etc/\x00passwd\n" + "x" * 500)
    assert "\x00" not in refused.value.data["name"]
    assert len(refused.value.data["name"]) <= 120


def test_too_many_bytes_are_refused_before_they_are_all_read(settings: Any) -> None:
    settings.PHOTO_BYTES = 1024 * 1024
    endless = io.BytesIO(p.saved(p.street()) + b"\0" * 3_000_000)
    with pytest.raises(Invalid) as refused:
        actions.store(actor=PUBLIC, data=endless, name="big.jpg")
    assert refused.value.code == "photo_too_large"
    assert refused.value.data["limit"] == 1
    assert endless.tell() == 1024 * 1024 + 1


def test_a_bomb_under_the_limit_is_decoded_in_bounded_memory() -> None:
    bomb = p.png_bomb()
    assert len(bomb) < 200_000
    assert copy(store(bomb).id).size == (1600, 1600)


def test_a_polyglot_leaves_only_its_picture() -> None:
    evil = p.saved(p.street()) + b"PK\x03\x04<script>alert(1)</script>" * 10
    stored = store(evil)
    for size in ("thumb", "medium", "large"):
        assert b"script" not in _file(stored.id, size)
    assert queries.original_bytes(stored.id) == evil


def test_the_original_is_kept_sealed_byte_for_byte() -> None:
    data = p.saved(p.street(), exif=p.exif())
    stored = store(data)
    on_disk = files.original_path(stored.id).read_bytes()
    assert b"PhoneMaker" not in on_disk
    assert b"\xff\xd8\xff" not in on_disk[:30]
    assert queries.original_bytes(stored.id) == data


def test_a_sealed_original_put_in_anothers_place_does_not_open() -> None:
    one, other = store(p.saved(p.street())), store(p.saved(p.street(320, 200)))
    files.original_path(one.id).write_bytes(files.original_path(other.id).read_bytes())
    with pytest.raises(box.Unopenable):
        queries.original_bytes(one.id)


def test_a_document_is_taken_only_where_one_may_stand_for_a_photo() -> None:
    stored = store(p.pdf(), document_ok=True)
    assert (stored.kind, stored.width) == ("document", None)
    assert queries.copy_path(stored.id, "thumb") is None
    sent = queries.download(stored.id)
    assert sent.data == p.pdf()
    assert sent.media_type == "application/pdf"
    assert sent.headers["Content-Disposition"].startswith("attachment;")
    assert "sandbox" in sent.headers["Content-Security-Policy"]
    assert sent.headers["X-Content-Type-Options"] == "nosniff"


def test_a_broken_document_is_refused() -> None:
    assert _code(p.pdf(tail=b""), document_ok=True) == "photo_broken_document"
    assert _code(b"PK\x03\x04docx", document_ok=True) == "photo_not_a_document"


def test_nothing_is_found_for_a_photo_that_is_not_there() -> None:
    assert queries.copy_path(uuid4(), "thumb") is None
    for read in (queries.photo, queries.original_bytes, queries.download):
        with pytest.raises(NotFound):
            read(uuid4())


def test_only_the_three_sizes_are_served() -> None:
    stored = store(WHOLE)
    for size in ("", "original", "../thumb", "thumb/../../x", "LARGE"):
        assert queries.copy_path(stored.id, size) is None


def test_when_the_row_can_not_be_written_no_file_stays(
    own_data: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise OSError("disk")

    monkeypatch.setattr(Photo, "save", broken)
    with pytest.raises(OSError, match="disk"):
        store(WHOLE)
    assert [path for path in own_data.rglob("*") if path.is_file() and ".sqlite" not in path.name] == []


def test_when_a_file_can_not_be_written_no_file_and_no_row_stays(own_data: Any) -> None:
    (own_data / "photos").write_text("in the way")
    with pytest.raises(OSError):  # noqa: PT011 - which one is the system's affair
        store(WHOLE)
    assert Photo.objects.count() == 0
    assert [path for path in (own_data / "originals").rglob("*") if path.is_file()] == []


def test_the_limits_said_are_the_limits_kept() -> None:
    assert actions.MAX_MEGAPIXELS * 1_000_000 == decoder.MAX_PIXELS


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic", "HEIC"),
        (b"\0\0\0\x18ftypmif1\0\0\0\0mif1avif", None),
        (b"\0\0\0\x14ftypqt  \0\0\0\0qt  ", "VIDEO"),
        (b"\x1a\x45\xdf\xa3webm", "VIDEO"),
        (b"", None),
        (b"\xff\xd8", None),
    ],
)
def test_a_file_is_what_its_first_bytes_say(head: bytes, kind: str | None) -> None:
    assert kind_of(head) == kind
