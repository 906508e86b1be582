"""What is worked out for a word is kept, as long as there is room and the word is one."""

from monitor.topics.text import remembered
from monitor.topics.text.remembered import Remembered


def counted() -> tuple[Remembered[int], list[str]]:
    asked: list[str] = []

    def length(word: str) -> int:
        asked.append(word)
        return len(word)

    return Remembered(length), asked


def test_a_word_is_worked_out_once() -> None:
    lengths, asked = counted()
    assert [lengths["arms"], lengths["ban"], lengths["arms"]] == [4, 3, 4]
    assert asked == ["arms", "ban"]


def test_an_endless_string_is_answered_and_not_kept() -> None:
    lengths, _ = counted()
    assert lengths["a" * 100_000] == 100_000
    assert not lengths


def test_when_it_is_full_it_begins_anew(monkeypatch) -> None:
    monkeypatch.setattr(remembered, "_MOST", 3)
    lengths, _ = counted()
    assert [lengths[word] for word in ("a", "bb", "ccc", "dddd", "a")] == [1, 2, 3, 4, 1]
    assert len(lengths) <= 3
