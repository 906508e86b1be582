"""Which reports of a story their outlets have edited, and how. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from monitor.store.articles.versions import EditedReport
from webui.articles.history import Edit, edit


@dataclass(frozen=True, slots=True)
class Edited:
    report: EditedReport
    edit: Edit  # the latest


def edited(found: Iterable[EditedReport]) -> list[Edited]:
    """Each report with its latest edit word by word, as far as its publisher allows."""
    return [Edited(report, edit(report.rights, report.former, report)) for report in found]
