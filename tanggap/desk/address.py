"""What the inbox shows is written in its address, so that a view can be kept, sent and gone back to."""

from dataclasses import dataclass, replace

from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode

from tanggap.cases.inbox import tabs_of
from tanggap.cases.shapes import InboxFilter
from tanggap.cases.workflow import State
from tanggap.people.rules import Actor


@dataclass(frozen=True, slots=True)
class Address:
    """The inbox's address, read: which cases, from which row on, and which one lies open beside them."""

    wanted: InboxFilter
    after: str = ""
    open_case: int | None = None

    def query(self, *, after: str = "", open_case: int | None = None) -> str:
        """The same view, at another row or with another case open, as a query string with its "?"."""
        wanted = self.wanted
        words = {
            "tab": wanted.tab,
            "keadaan": wanted.state,
            "kategori": wanted.category_id or "",
            "wilayah": wanted.kelurahan,
            "pemegang": wanted.holder_id or "",
            "cari": wanted.words,
            "setelah": after,
            "kasus": open_case or "",
        }
        return "?" + urlencode({name: value for name, value in words.items() if value})

    def url(self, *, after: str = "", open_case: int | None = None) -> str:
        """The inbox's address with this view."""
        return reverse("desk:inbox") + self.query(after=after, open_case=open_case)

    def on(self, tab: str) -> "Address":
        """Another tab with the same filters, from its first row."""
        return Address(replace(self.wanted, tab=tab))

    def cleared(self) -> "Address":
        """The same tab without any filter."""
        return Address(InboxFilter(tab=self.wanted.tab))

    @property
    def category(self) -> str:
        """The category's id as a form's value."""
        return str(self.wanted.category_id or "")

    @property
    def holder(self) -> str:
        """The holder's id as a form's value."""
        return str(self.wanted.holder_id or "")

    @property
    def filters(self) -> int:
        """How many filters narrow the list."""
        wanted = self.wanted
        return sum(
            bool(one) for one in (wanted.state, wanted.category_id, wanted.kelurahan, wanted.holder_id)
        )


def read_address(sent: QueryDict, actor: Actor) -> Address:
    """The address as sent; what it can't mean is left out, never an error."""
    tab, state = sent.get("tab", ""), sent.get("keadaan", "")
    tabs = tabs_of(actor)
    wanted = InboxFilter(
        tab=tab if tab in tabs else tabs[0],
        state=state if state in set(State) else "",
        category_id=_number(sent.get("kategori")),
        kelurahan=_kode(sent.get("wilayah", "")),
        holder_id=_number(sent.get("pemegang")),
        words=sent.get("cari", "").replace("\x00", "")[:40].strip(),
    )
    return Address(wanted, sent.get("setelah", "")[:80], _number(sent.get("kasus")))


def _number(sent: str | None) -> int | None:
    # Eighteen digits fit the database's numbers.
    return int(sent) if sent and sent.isascii() and sent.isdigit() and len(sent) <= 18 else None


def _kode(sent: str) -> str:
    allowed = sent.replace(".", "")
    return sent if len(sent) <= 13 and allowed.isascii() and allowed.isdigit() else ""
