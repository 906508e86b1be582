"""The database: the only place that knows SQL. A folder a subject, a file a noun; `Store` holds them together."""

from dataclasses import dataclass

from monitor.store.articles.appearances import Appearances
from monitor.store.articles.archive import Archive
from monitor.store.articles.desk import Desk
from monitor.store.articles.matches import Matches
from monitor.store.articles.versions import Versions
from monitor.store.database import Database
from monitor.store.desk.readers import DeskReaders
from monitor.store.desk.stories import StoryDesk
from monitor.store.desk.triage import Triage
from monitor.store.digests.deliveries import Deliveries
from monitor.store.digests.digests import Digests
from monitor.store.digests.subscriptions import Subscriptions
from monitor.store.leases import Leases
from monitor.store.names.names import Names
from monitor.store.names.quotes import Quotes
from monitor.store.names.readings import NameReadings
from monitor.store.names.spellings import Spellings
from monitor.store.numbers.figures import Figures
from monitor.store.numbers.volumes import Volumes
from monitor.store.polling.arrivals import Arrivals
from monitor.store.polling.feeds import Feeds
from monitor.store.polling.hubs import Hubs
from monitor.store.polling.ledger import Ledger
from monitor.store.polling.pages import Pages
from monitor.store.search.candidates import Candidates
from monitor.store.search.concepts import Concepts
from monitor.store.search.searches import Searches
from monitor.store.stories.edits import StoryEdits
from monitor.store.stories.grouping import Grouping
from monitor.store.stories.grouping_writes import GroupingWrites
from monitor.store.stories.importance import StoryImportance
from monitor.store.stories.places import StoryPlaces
from monitor.store.stories.stories import Stories
from monitor.store.stories.upkeep import StoryUpkeep
from monitor.store.topics.drafts import Drafts
from monitor.store.topics.proposals import Proposals
from monitor.store.topics.reader_answers import ReaderAnswers
from monitor.store.topics.samples import Samples
from monitor.store.topics.topic_changes import TopicChanges
from monitor.store.topics.topics import Topics
from monitor.store.topics.verdicts import Verdicts
from monitor.store.topics.wish_effects import WishEffects
from monitor.store.users import Users


@dataclass(frozen=True, slots=True)
class Store:
    database: Database
    feeds: Feeds
    appearances: Appearances
    arrivals: Arrivals
    matches: Matches
    desk: Desk
    topics: Topics
    users: Users
    subscriptions: Subscriptions
    digests: Digests
    deliveries: Deliveries
    versions: Versions
    pages: Pages
    hubs: Hubs
    ledger: Ledger
    verdicts: Verdicts
    proposals: Proposals
    samples: Samples
    archive: Archive
    topic_changes: TopicChanges
    drafts: Drafts
    reader_answers: ReaderAnswers
    wish_effects: WishEffects
    leases: Leases
    stories: Stories
    grouping: Grouping
    grouping_writes: GroupingWrites
    story_edits: StoryEdits
    story_upkeep: StoryUpkeep
    story_places: StoryPlaces
    name_readings: NameReadings
    names: Names
    spellings: Spellings
    quotes: Quotes
    importance: StoryImportance
    volumes: Volumes
    candidates: Candidates
    concepts: Concepts
    searches: Searches
    figures: Figures
    triage: Triage
    story_desk: StoryDesk
    desk_readers: DeskReaders

    def close(self) -> None:
        self.database.close()


def open_store(url: str) -> Store:
    """The store behind a SQLAlchemy URL; its tables must be there (monitor.store.migrate.upgrade)."""
    database = Database(url)
    return Store(
        database=database,
        feeds=Feeds(database),
        appearances=Appearances(database),
        arrivals=Arrivals(database),
        matches=Matches(database),
        desk=Desk(database),
        topics=Topics(database),
        users=Users(database),
        subscriptions=Subscriptions(database),
        digests=Digests(database),
        deliveries=Deliveries(database),
        versions=Versions(database),
        pages=Pages(database),
        hubs=Hubs(database),
        ledger=Ledger(database),
        verdicts=Verdicts(database),
        proposals=Proposals(database),
        samples=Samples(database),
        archive=Archive(database),
        topic_changes=TopicChanges(database),
        drafts=Drafts(database),
        reader_answers=ReaderAnswers(database),
        wish_effects=WishEffects(database),
        leases=Leases(database),
        stories=Stories(database),
        grouping=Grouping(database),
        grouping_writes=GroupingWrites(database),
        story_edits=StoryEdits(database),
        story_upkeep=StoryUpkeep(database),
        story_places=StoryPlaces(database),
        name_readings=NameReadings(database),
        names=Names(database),
        spellings=Spellings(database),
        quotes=Quotes(database),
        importance=StoryImportance(database),
        volumes=Volumes(database),
        candidates=Candidates(database),
        concepts=Concepts(database),
        searches=Searches(database),
        figures=Figures(database),
        triage=Triage(database),
        story_desk=StoryDesk(database),
        desk_readers=DeskReaders(database),
    )
