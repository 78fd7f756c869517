"""Taking a report in: checked, screened, placed, routed, written. The one way in for every channel."""

from dataclasses import replace

from django.conf import settings

from tanggap.cases import actions as cases
from tanggap.cases.actions import Opened
from tanggap.cases.shapes import Draft
from tanggap.catalog import queries as catalog
from tanggap.catalog.emergency import emergency
from tanggap.catalog.shapes import CategoryRow
from tanggap.catalog.suggest import suggest
from tanggap.core.errors import Emergency, Invalid, Refusal, Several, gettext_noop
from tanggap.core.text import WORDS_LIMIT, clean, shortened
from tanggap.intake.place import find_place
from tanggap.intake.screen import Screened, screen
from tanggap.intake.shapes import Place, Received, ReportForm
from tanggap.people.rules import Actor
from tanggap.routing.queries import first_holder
from tanggap.vault import actions as vault

KINDS = frozenset({"complaint", "suggestion", "opinion", "question"})
PLACE_TEXT_LIMIT = 300
_SCREENED = 2 * PLACE_TEXT_LIMIT  # a landmark's name may stand before it; a longer text is refused anyway
FEWEST_LETTERS = 10
# Whoever has a key gets its report's secret again, so that it must not be guessed.
FEWEST_KEY_LETTERS, MOST_KEY_LETTERS = 16, 80


def receive(*, actor: Actor, form: ReportForm) -> Received:
    """Makes a report of what a channel brought, in a new case or in the one named by join_case.

    Raises Emergency (112), Several (all that is wrong, each with its field), Invalid, NotFound and
    NotAllowed (join_case). Nothing is written then.
    """
    form = _cleaned(form)
    if _is_key(form.key) and (before := cases.earlier(form.key)):
        return Received(before.number, before.secret, before.case_id, again=True)
    if emergency(form.words):
        raise Emergency
    category, place = _checked(form)
    screened = screen(form.words)
    visibility = form.visibility or category.visibility
    why: str
    holder_id, why = first_holder(category.id, place.kelurahan)
    contact_id = _sealed(actor, form)
    draft = Draft(
        category_id=category.id,
        words=form.words,
        public_words=screened.public_words,
        holder_id=holder_id,
        channel=form.channel,
        kind=form.kind,
        visibility=visibility,
        moderation=_moderation(screened, visibility),
        language=form.language,
        kelurahan=place.kelurahan,
        lat=place.lat,
        lng=place.lng,
        place_text=place.text,
        place_quality=place.quality,
        sensitive=category.sensitive,
        contact_id=contact_id,
        photo_ids=form.photo_ids,
        me_too=form.join_case is not None,
        key=form.key or None,
        why_here=why,
    )
    return _received(_write(actor, form, draft), draft)


def _write(actor: Actor, form: ReportForm, draft: Draft) -> Opened:
    if form.join_case is not None:
        return cases.add_report(actor=actor, case_id=form.join_case, draft=draft)
    return cases.open_case(actor=actor, draft=draft)


def _received(opened: Opened, draft: Draft) -> Received:
    held = draft.moderation == "held"
    return Received(opened.number, opened.secret, opened.case_id, opened.again, held)


def _moderation(screened: Screened, visibility: str) -> str:
    # What the public never sees needs nobody to look at it first.
    return "held" if screened.doubtful and visibility == "public" else "clear"


def _cleaned(form: ReportForm) -> ReportForm:
    return replace(
        form,
        words=clean(form.words),
        place_text=" ".join(clean(form.place_text).split()),
        name=" ".join(clean(form.name).split()),
        email=form.email.strip(),
        phone=form.phone.strip(),
    )


def _checked(form: ReportForm) -> tuple[CategoryRow, Place]:
    """Everything that is wrong at once, so that nobody mends a form five times."""
    wrong: list[Refusal] = []
    category = _category(form, wrong)
    _words(form, wrong)
    _choices(form, wrong)
    place = _place(form, category, wrong)
    if category is not None and category.needs_photo and not form.photo_ids and form.join_case is None:
        wrong.append(
            Invalid(
                gettext_noop("Add a photo: this kind of problem can't be found without one."), field="photos"
            )
        )
    if wrong or category is None or place is None:
        raise wrong[0] if len(wrong) == 1 else Several(wrong)
    return category, place


def _category(form: ReportForm, wrong: list[Refusal]) -> CategoryRow | None:
    code = form.category
    if not code:
        found = suggest(form.words, 1)
        code = found[0].code if found else ""
    row = catalog.category_by_code(code) if code else None
    if row is None or not row.active:
        wrong.append(Invalid(gettext_noop("Choose what it is about."), field="category"))
        return None
    return row


def _words(form: ReportForm, wrong: list[Refusal]) -> None:
    if len(form.words) > WORDS_LIMIT:
        sentence = gettext_noop("At most %(limit)s characters; yours has %(count)s.")
        wrong.append(Invalid(sentence, field="words", limit=WORDS_LIMIT, count=len(form.words)))
    if len(form.words) < FEWEST_LETTERS and form.join_case is None:
        wrong.append(Invalid(gettext_noop("Say in a sentence what is the matter."), field="words"))
    if len(form.place_text) > PLACE_TEXT_LIMIT:
        sentence = gettext_noop("At most %(limit)s characters for the place.")
        wrong.append(Invalid(sentence, field="place_text", limit=PLACE_TEXT_LIMIT))


def _choices(form: ReportForm, wrong: list[Refusal]) -> None:
    if form.kind not in KINDS:
        wrong.append(
            Invalid(gettext_noop("Choose complaint, suggestion, opinion or question."), field="kind")
        )
    if form.visibility not in {"", "public", "private"}:
        wrong.append(Invalid(gettext_noop("Choose public or private."), field="visibility"))
    if len(form.photo_ids) > settings.PHOTOS_PER_REPORT:
        sentence = gettext_noop("At most %(limit)s photos.")
        wrong.append(Invalid(sentence, field="photos", limit=settings.PHOTOS_PER_REPORT))
    if form.key and not _is_key(form.key):
        wrong.append(Invalid(gettext_noop("The key must have 16 to 80 characters."), field="key"))
    try:
        vault.checked(name=form.name, email=form.email, phone=form.phone)
    except Refusal as refusal:
        wrong.append(refusal)


def _is_key(key: str) -> bool:
    plain = key.isascii() and key.isprintable()  # PostgreSQL takes no NUL
    return plain and FEWEST_KEY_LETTERS <= len(key) <= MOST_KEY_LETTERS


def _place(form: ReportForm, category: CategoryRow | None, wrong: list[Refusal]) -> Place | None:
    try:
        place = find_place(form)
    except Refusal as refusal:
        wrong.append(refusal)
        return None
    needed = category is not None and category.needs_place and form.join_case is None
    if needed and form.channel == "web" and place.quality == "none":
        wrong.append(Invalid(gettext_noop("Say where it is."), field="place"))
    shown = screen(place.text[:_SCREENED]).public_words if place.text else ""
    return replace(place, text=shortened(shown, PLACE_TEXT_LIMIT))


def _sealed(actor: Actor, form: ReportForm) -> int | None:
    return vault.seal(actor=actor, name=form.name, email=form.email, phone=form.phone)
