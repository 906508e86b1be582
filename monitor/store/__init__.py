"""The database: the only place that knows SQL. One file a noun; `Store` holds them together."""

from dataclasses import dataclass

from monitor.store.appearances import Appearances
from monitor.store.database import Database
from monitor.store.deliveries import Deliveries
from monitor.store.desk import Desk
from monitor.store.digests import Digests
from monitor.store.feeds import Feeds
from monitor.store.matches import Matches
from monitor.store.subscriptions import Subscriptions
from monitor.store.topics import Topics
from monitor.store.users import Users


@dataclass(frozen=True, slots=True)
class Store:
    database: Database
    feeds: Feeds
    appearances: Appearances
    matches: Matches
    desk: Desk
    topics: Topics
    users: Users
    subscriptions: Subscriptions
    digests: Digests
    deliveries: Deliveries

    def close(self) -> None:
        self.database.close()


def open_store(url: str) -> Store:
    """The store behind a SQLAlchemy URL; its tables must be there (monitor.store.migrate.upgrade)."""
    database = Database(url)
    return Store(
        database=database,
        feeds=Feeds(database),
        appearances=Appearances(database),
        matches=Matches(database),
        desk=Desk(database),
        topics=Topics(database),
        users=Users(database),
        subscriptions=Subscriptions(database),
        digests=Digests(database),
        deliveries=Deliveries(database),
    )
