"""python -m tests.edge.standing: what stands in a server's database, as JSON; run while it is dead."""

import json
import sys

import django


def main() -> int:
    """One entry for every report: whether its event stands, is still due, and has led to a letter."""
    django.setup()
    from tanggap.cases.models import Event, Report
    from tanggap.notices.models import Delivery

    events = dict(Event.objects.filter(verb="reported").values_list("case_id", "handled_at"))
    letters = set(Delivery.objects.values_list("report__number", flat=True))
    found = {}
    for number, case_id in Report.objects.values_list("number", "case_id"):
        due = case_id in events and events[case_id] is None
        found[number] = {"event": case_id in events, "due": due, "letter": number in letters}
    json.dump(found, sys.stdout)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
