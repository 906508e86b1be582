"""Reads from the store what each part of the page of numbers is made of."""

from collections.abc import Callable, Mapping

from monitor.topics.measuring.known_quality import known_quality
from webui.numbers.delays import delays
from webui.numbers.origins import languages, outlets
from webui.numbers.period import Period, midnight
from webui.numbers.quality import mondays, quality
from webui.numbers.section import Section
from webui.numbers.volume import volume
from webui.site import now, site


def _volume(period: Period) -> Section:
    store = site().store
    texts = store.figures.texts(period.learnt_since, period.until)
    return volume(store.topics.all(), texts, store.volumes.recorded_since() or now(), period)


def _outlets(period: Period) -> Section:
    store = site().store
    found = store.figures.of_feeds(period.since, period.until)
    return outlets(store.topics.all(), found, store.figures.feed_names(), period)


def _languages(period: Period) -> Section:
    store = site().store
    found = store.figures.of_languages(period.since, period.until)
    return languages(store.topics.all(), found, period)


def _delays(period: Period) -> Section:
    store = site().store
    return delays(store.figures.delays(period.since, period.until), store.figures.feed_names(), period)


def _quality(period: Period) -> Section:
    store, first = site().store, mondays(period)[0]
    topics, since = store.topics.all(), midnight(first, period.zone)
    known = {
        topic.slug: known_quality(
            [verdict for verdict in store.verdicts.all(topic.slug) if verdict.at >= since],
            store.samples.weeks(topic.slug, first),
        )
        for topic in topics
    }
    return quality(topics, known, period)


SECTIONS: Mapping[str, Callable[[Period], Section]] = {
    "volume": _volume,
    "outlets": _outlets,
    "languages": _languages,
    "delays": _delays,
    "quality": _quality,
}  # by their slugs, in the order of the page
