from monitor.topics.encoder.windows import windows


def words(text: str) -> list[str]:
    """A piece a word, so that windows can be read."""
    return text.split()


def read(title: str, text: str = "") -> list[str]:
    return [" ".join(window) for window in windows(title, text, words)]


def test_a_headline_stands_before_the_text_as_a_sentence():
    assert read("Licences refused", "The ministry said no.") == [
        "query: Licences refused. The ministry said no."
    ]
    assert read("Refused!", "Why?") == ["query: Refused! Why?"]
    assert read(" Licences refused ") == ["query: Licences refused"]


def test_without_a_word_there_is_one_window():
    assert read("") == ["query:"]
    assert read("", "Text alone.") == ["query: Text alone."]


def test_a_longer_text_is_read_on_in_a_window_that_begins_with_the_headline():
    first, second = read("Title", " ".join(f"w{n}" for n in range(200)))
    assert first.split()[:3] == ["query:", "Title.", "w0"]
    assert len(first.split()) == 126
    assert second.split()[:3] == ["query:", "Title.", "w124"]
    assert second.split()[-1] == "w199"


def test_a_few_words_over_are_no_window_and_an_endless_text_has_two():
    assert len(read("Title", " ".join(["word"] * 140))) == 1
    assert len(read("Title", " ".join(["word"] * 100_000))) == 2


def test_a_headline_without_end_leaves_room_for_the_text():
    first, second = read(" ".join(["long"] * 300), "text " * 300)
    assert set(first.split()[1:]) == {"long"}
    assert second.split()[:40] == ["query:", *["long"] * 39]
