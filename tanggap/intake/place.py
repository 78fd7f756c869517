"""Where a report is: from a device, a map, or lists."""

from tanggap.core.errors import Invalid, gettext_noop
from tanggap.intake.shapes import Place, ReportForm
from tanggap.places import queries as places

# A device that is this unsure can't tell on which side of a border it stands.
UNSURE_M = 100.0


def find_place(form: ReportForm) -> Place:
    """The place of a form. A point wins over lists; quality says how far it can be trusted.

    Raises Invalid for a point outside the province (naming the city it lies in), an unknown
    kelurahan, or a landmark that is not of the kelurahan.
    """
    if form.lat is not None or form.lng is not None:
        return _from_point(form)
    if form.kelurahan:
        return _from_lists(form)
    return Place(text=form.place_text, quality="uncertain" if form.place_text else "none")


def _from_point(form: ReportForm) -> Place:
    if form.lat is None or form.lng is None:
        raise Invalid(gettext_noop("A position needs both latitude and longitude."), field="place")
    found = places.locate(form.lat, form.lng)
    if found.refusal is not None:
        raise found.refusal
    if found.kode is None:
        return _approximate(form, form.lat, form.lng)
    quality = "exact"
    if form.accuracy_m is not None and form.accuracy_m > UNSURE_M and found.border_m < form.accuracy_m:
        quality = "uncertain"
    return Place(found.kode, form.lat, form.lng, form.place_text, quality)


def _approximate(form: ReportForm, lat: float, lng: float) -> Place:
    near = places.nearest(lat, lng, 5)
    if not form.kelurahan:
        raise Invalid(
            gettext_noop("Choose the kelurahan: we can't work it out from the map yet."), field="kelurahan"
        )
    if form.kelurahan not in {area.kode for area in near}:
        raise Invalid(gettext_noop("That kelurahan is not near the place you marked."), field="kelurahan")
    return Place(form.kelurahan, lat, lng, form.place_text, "uncertain")


def _from_lists(form: ReportForm) -> Place:
    area = places.area(form.kelurahan)
    if area is None or area.level != "kelurahan":
        raise Invalid(gettext_noop("Choose a kelurahan from the list."), field="kelurahan")
    if form.landmark_id is None:
        return Place(area.kode, None, None, form.place_text, "area")
    landmark = places.landmark(form.landmark_id)
    if landmark is None or landmark.kelurahan != area.kode:
        raise Invalid(gettext_noop("Choose a landmark of that kelurahan."), field="landmark_id")
    text = f"{landmark.name}. {form.place_text}".rstrip(". ")
    return Place(area.kode, landmark.lat, landmark.lng, text, "landmark")
