"""Verdicts that are given on a whole story: one on each report that was found to carry the topic."""

from datetime import datetime

from sqlalchemy import Connection, select

from monitor.model import Act, DeskEntry, Do, Says
from monitor.store.stories.tables import reports
from monitor.store.tables import matches
from monitor.store.topics import verdict_rows
from monitor.store.topics.verdicts import give as give_verdict


def give(connection: Connection, story_id: int, act: Act, who: str, now: datetime) -> bool:
    """Judge a story's reports on the topic that `act.text` names. False: there was nothing to say."""
    says = Says.CARRIES if act.do is Do.RIGHT else Says.NOT
    carried = (
        select(reports.c.article_id)
        .join(matches, matches.c.article_id == reports.c.article_id)
        .where(reports.c.story_id == story_id, matches.c.topic == act.text)
        .order_by(reports.c.article_id)
    )
    said = False
    for article_id in list(connection.scalars(carried)):
        standing = verdict_rows.standing_on(connection, [article_id]).get(article_id, {}).get(act.text)
        if standing is None or standing.says is not says:  # a copy judged with its text needs no second word
            said = give_verdict(connection, article_id, act.text, says, who, now) or said
    return said


def take_back(connection: Connection, entry: DeskEntry, who: str, now: datetime) -> None:
    """Have those verdicts of a step that still stand make way for what stood before them."""
    mine = select(reports.c.article_id).where(reports.c.story_id == entry.story_id)
    for article_id in list(connection.scalars(mine.order_by(reports.c.article_id))):
        said = [
            verdict
            for verdict in verdict_rows.on(connection, [article_id]).get(article_id, [])
            if verdict.topic == entry.text
        ]
        if said and (said[-1].who, said[-1].at) == (entry.who, entry.at):
            before = next((one.says for one in said[-2::-1] if one.at != entry.at), Says.WITHDRAWN)
            give_verdict(connection, article_id, entry.text, before, who, now)
