"""`coach history report`: a page to print for a physiotherapist."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import typer

from coach.cli.history_people import person_called
from coach.history import Filter, History
from coach.recording.atomic_file import write_text
from exercises import load


def write_report(
    history: History,
    target: Path,
    *,
    session: int | None,
    compare: int | None,
    person: str | None,
    since: datetime | None,
    until: datetime | None,
) -> None:
    """Write the page about a session, about two, or about some weeks (the last four when nothing is said). Raises `HistoryError`."""
    from coach.handout.comparison import comparison_page
    from coach.handout.session import session_page
    from coach.handout.weeks import weeks_page

    now = datetime.now().astimezone()
    if compare is not None and session is None:
        raise typer.BadParameter("say with --session which one is compared with it.", param_hint="--compare")
    if session is not None and (since or until):
        raise typer.BadParameter("a page is about a session, or about a time: leave out --session, or --since and --until.")
    if compare is not None and session is not None:
        page = comparison_page(history, session, compare, load(), now)
    elif session is not None:
        page = session_page(history, session, load(), now)
    else:
        last = until.date() if until else now.date()
        which = Filter(person_called(history, person).id, since=since.date() if since else last - timedelta(weeks=4), until=last)
        page = weeks_page(history, which, load(), now)
    write_text(target, page)
