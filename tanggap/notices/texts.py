"""What is said, by what happened: plain, warm, short. Filled from facts, never from anybody's words.

Places: %(number)s, %(holder)s (the office that has the case now), %(to)s (where it was passed), %(day)s,
%(until)s, %(reason)s, %(category)s. A line whose facts are missing is left out.
"""

from dataclasses import dataclass, field

from tanggap.core.errors import gettext_noop as _


@dataclass(frozen=True, slots=True)
class Button:
    """A link on the tracking page; at: the part of the page it jumps to."""

    words: str
    at: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """subject and lines: msgids. buttons: the first is the main one."""

    subject: str
    lines: tuple[str, ...]
    buttons: tuple[Button, ...] = field(default=(Button(_("See your report")),))


_FOLLOW = _("You can follow every step on its page. Keep the link for yourself: it opens your report.")
_CONTEST = _("If you do not agree, you can say so until %(until)s. The same report is then opened again.")
_REASON = _("The reason: %(reason)s.")

TEXTS: dict[str, Text] = {
    "reported": Text(
        _("Your report %(number)s has arrived"),
        (_("Thank you for your report. It is now with %(holder)s."), _FOLLOW),
    ),
    "me_too": Text(
        _("Your report %(number)s has arrived"),
        (
            _(
                "Thank you. Somebody reported the same problem before, so your report was put with theirs. "
                "It is with %(holder)s."
            ),
            _FOLLOW,
        ),
    ),
    "followed": Text(
        _("You follow report %(number)s"),
        (_("From now on you will get an e-mail when something happens. It is now with %(holder)s."), _FOLLOW),
    ),
    "accept": Text(
        _("Work has begun on your report %(number)s"),
        (_("%(holder)s has accepted your report and is working on it."),),
    ),
    "coordinate": Text(
        _("Your report %(number)s was passed on"),
        (_("Another office is responsible for this. Your report is now with %(to)s. You need do nothing."),),
    ),
    "approve_plan": Text(
        _("Your report %(number)s takes a little longer"),
        (
            _("%(holder)s needs more time. The work is expected to be done on %(day)s."),
            _("The reason stands on the page of your report."),
        ),
    ),
    "approve": Text(
        _("Your report %(number)s is said to be fixed. Is it?"),
        (
            _("%(holder)s has finished the work, and somebody else has checked the photos of it."),
            _("Please have a look. Your answer counts: only you can confirm that it is really fixed."),
            _CONTEST,
        ),
        (
            Button(_("Yes, it is fixed"), "nilai-hasil"),
            Button(_("No, it is not fixed"), "sanggah"),
        ),
    ),
    "refuse": Text(
        _("Your report %(number)s can't be acted on"),
        (
            _("We are sorry: %(holder)s can't act on this report."),
            _REASON,
            _("The page of your report says more, also whom you can ask instead."),
            _CONTEST,
        ),
    ),
    "ask": Text(
        _("A question about your report %(number)s"),
        (_("An officer needs to know something from you before the work can go on."),),
        (Button(_("Read and answer the question"), "jawab"),),
    ),
    "tell": Text(
        _("News about your report %(number)s"),
        (_("%(holder)s has written something for you on the page of your report."),),
        (Button(_("Read the news")),),
    ),
    "contest": Text(
        _("Your objection to %(number)s was received"),
        (_("Thank you for telling us. The case is open again, and is now with %(holder)s."),),
    ),
    "contested": Text(
        _("Report %(number)s is open again"),
        (
            _(
                "Somebody else who reported the same problem says that it is not solved. "
                "The case is open again, and is now with %(holder)s."
            ),
        ),
    ),
    "hide": Text(
        _("Your report %(number)s is no longer shown to the public"),
        (
            _("The office can still read your report and goes on working on it."),
            _REASON,
        ),
    ),
    "joined_here": Text(
        _("Your report %(number)s was joined with others"),
        (
            _(
                "Others reported the same problem. Your reports are now worked on together by %(holder)s. "
                "Your number and your link stay the same."
            ),
        ),
    ),
}

ABOUT = _("About: %(category)s")
FACT_NUMBER = _("Number")
FACT_HOLDER = _("Now with")
GREETING = _("Hello,")
SIGNED = _("Tanggap, the citizen reports of Jakarta")
WHY = _("You get this e-mail because you left this address with report %(number)s.")
OFF = _("Stop these e-mails")
NO_ANSWER = _("Please do not reply to this e-mail; nobody reads the replies.")
