"""Sound feeds for property tests."""

from hypothesis import strategies as st

from monitor.configuration.feed_address import same_feed_key
from monitor.model import Feed, Rights

_words = st.text(
    st.characters(codec="utf-8", exclude_categories=("C", "Z"), include_characters=" "), max_size=20
).map(str.strip)


@st.composite
def _feeds(draw: st.DrawFn) -> Feed:
    scheme, host, path = draw(
        st.tuples(
            st.sampled_from(["http", "https"]),
            st.sampled_from(["a.example", "b.example", "B.example"]),
            st.sampled_from(["", "/", "/feed", "/feed/", "/rss?a=1", '/"quoted"\\', "/новини"]),
        )
    )
    return Feed(
        url=f"{scheme}://{host}{path}",
        name=draw(_words.filter(bool)),
        language=draw(st.sampled_from(["", "en", "uk"])),
        country=draw(st.sampled_from(["", "UA", "EU"])),
        kind=draw(_words),
        rights=draw(st.sampled_from(Rights)),
        full_text=draw(st.booleans()),
        paused=draw(st.booleans()),
    )


feeds_spelled_apart = st.lists(_feeds(), max_size=8, unique_by=lambda feed: feed.url)
distinct_feeds = st.lists(_feeds(), max_size=8, unique_by=lambda feed: same_feed_key(feed.url))
