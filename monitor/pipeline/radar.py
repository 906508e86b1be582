"""Look at how much is reported of each topic and name, and at which stories make a spike."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from monitor.model import Story
from monitor.store import Store
from monitor.store.numbers.volumes import Hourly
from monitor.stories import radar
from monitor.stories.importance import Importance
from monitor.stories.names.gazetteer_own import desk_gazetteer
from monitor.stories.radar import Course, Spike, Subject

_STORIES = 5  # that a spike names
_NAMES = 200  # the most mentioned of the week; of others fewer tell than make a spike


@dataclass(frozen=True, slots=True)
class Followed:
    """A topic or name with its last seven days."""

    subject: Subject
    key: str
    name: str
    course: Course


@dataclass(frozen=True, slots=True)
class SpikeStory:
    """A story that made a spike."""

    story: Story
    reports: int  # of the spike's, each text once
    importance: Importance | None  # None: not weighed yet


@dataclass(frozen=True, slots=True)
class Sighting:
    """A spike, and what it was about."""

    of: Followed
    spike: Spike
    stories: tuple[SpikeStory, ...]


@dataclass(frozen=True, slots=True)
class Radar:
    """What the radar shows at one moment."""

    at: datetime
    topics: tuple[Followed, ...]  # in the desk's order
    names: tuple[Followed, ...]  # those with a spike; the most reported first
    watched_names: int
    spikes: tuple[Sighting, ...]  # those that are on first, then the latest
    known_from: datetime | None  # when it will be known what is normal; None: it is


def look(store: Store, zone: ZoneInfo, now: datetime) -> Radar:
    """The radar at `now`; `zone` is that by whose weekdays and hours normal is told."""
    recorded_since = store.volumes.recorded_since() or now
    hours = radar.hours_until(now, recorded_since, zone)
    since = hours.starts[0]
    named = {topic.slug: topic.name for topic in store.topics.all()}
    topics = _followed(Subject.TOPIC, named, store.volumes.topics(since), hours, len(named))
    mentioned = store.names.most_mentioned(since)
    names = [one for one in _names(store, hours, len(mentioned)) if one.course.spikes]
    spikes = [_sighting(store, one, spike) for one in (*topics, *names) for spike in one.course.spikes]
    known_from = radar.known_from(recorded_since)
    return Radar(
        at=now,
        topics=tuple(topics),
        names=tuple(names),
        watched_names=len(mentioned),
        spikes=tuple(sorted(spikes, key=lambda one: (one.spike.is_on, one.spike.end), reverse=True)),
        known_from=known_from if known_from > now else None,
    )


def _names(store: Store, hours: radar.Hours, series: int) -> list[Followed]:
    """The names of which enough is told this week for a spike, the most mentioned first."""
    week = store.names.most_mentioned(hours.starts[hours.shown])
    keys = [key for key, articles in week.items() if articles >= radar.LEAST][:_NAMES]
    known = desk_gazetteer(store.names.additions()).entries
    named = {key: known[key].name if key in known else key for key in keys}
    return _followed(Subject.NAME, named, store.volumes.names(hours.starts[0], keys), hours, series)


def _followed(
    subject: Subject, named: Mapping[str, str], counts: Mapping[str, Hourly], hours: radar.Hours, series: int
) -> list[Followed]:
    limit = radar.limit(series)
    return [
        Followed(subject, key, name, radar.course(counts.get(key, {}), hours, limit))
        for key, name in named.items()
    ]


def _sighting(store: Store, followed: Followed, spike: Spike) -> Sighting:
    found = store.volumes.stories(followed.subject, followed.key, spike.begin, spike.end, _STORIES)
    weighed = store.importance.of([story.id for story, _ in found])
    stories = (SpikeStory(story, reports, weighed.get(story.id)) for story, reports in found)
    return Sighting(followed, spike, tuple(stories))
