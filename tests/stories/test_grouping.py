from monitor.stories.grouping.assign import LONGEST, Join, reasons
from monitor.stories.grouping.listing import grouped
from monitor.stories.grouping.reading import shipped_reader
from monitor.stories.grouping.resemblance import resemblances
from monitor.stories.grouping.weighing import weigh

YARD = "Norrhamn yard halts work on nine patrol boats"
TEXT = "Kolvarra Marine stopped paying its suppliers, and the Norwegian coast guard will wait for the boats until 2028."


def stories(articles, reader, window) -> dict[str, str]:
    answers = grouped(articles, reader, window.likeness, window.rarity)
    return {answer["id"]: answer["story"] for answer in answers}


def test_two_reports_of_one_event_are_one_story(article, reader, window):
    other = article(
        "b",
        "Coast guard boats stuck at Norrhamn",
        "Kolvarra Marine has nine patrol boats on its slip and no money.",
        day=0.2,
    )
    found = stories([article("a", YARD, TEXT), other], reader, window)
    assert found["a"] == found["b"]


def test_reports_of_two_events_are_two_stories(article, reader, window):
    other = article("b", "Ministers quarrel over barley prices", "Farmers want the tariff back.")
    found = stories([article("a", YARD, TEXT), other], reader, window)
    assert found["a"] != found["b"]


def test_a_join_says_why(article, reader, window):
    window.add(reader.read(article("a", YARD, TEXT)))
    decision = window.add(reader.read(article("b", YARD, TEXT, outlet="Elsewhere")))
    assert isinstance(decision, Join)
    assert any("norrhamn" in reason for reason in decision.reasons)
    assert "the same countries: NO" in decision.reasons
    assert "the same day" in decision.reasons


def test_words_that_stand_everywhere_are_no_reason(article, reader, window):
    one = reader.read(article("a", "The price of barley", "It is in Norrhamn that a farmer complains."))
    other = reader.read(article("b", "A halt in Norrhamn", "It was the end of it."))
    told = reasons(one, *(weigh(report, window.rarity) for report in (one, other)))
    words = next(reason for reason in told if reason.startswith("the same words: "))
    assert "norrhamn" in words
    assert {"a", "in", "it", "of", "the"}.isdisjoint(words.partition(": ")[2].split(", "))


def test_the_order_in_which_a_file_lists_them_makes_no_difference(article, reader, window):
    items = [article("a", YARD, TEXT), article("b", YARD, TEXT, day=1), article("c", YARD, TEXT, day=2)]
    assert set(stories(items[::-1], reader, window).values()) == {"a"}


def test_likeness_is_the_same_in_both_directions(article, reader, window):
    one, two = (
        weigh(reader.read(article(k, YARD, TEXT, day=d)), window.rarity) for k, d in (("a", 0), ("b", 1))
    )
    assert resemblances(one, [two], 5).tolist() == resemblances(two, [one], 5).tolist()


def test_the_same_words_a_season_later_are_another_story(article, reader, window):
    found = stories(
        [article("a", YARD, TEXT), article("b", YARD, TEXT, day=LONGEST.days + 1)], reader, window
    )
    assert found["a"] == "a"


def test_a_copy_stands_with_its_original_and_credits_it(article, reader, window):
    long = f"{TEXT} The union wants the state to buy the yard. The council will decide on it at its next meeting."
    items = [
        article("a", YARD, long, outlet="Naval Ledger"),
        article("b", "Nine boats late", f"{long}\nSource: Naval Ledger", day=0.1, outlet="Mirror"),
    ]
    answers = list(grouped(items, reader, window.likeness, window.rarity))
    assert [answer["original"] for answer in answers] == ["", "a"]
    assert "source" in answers[1]["why"]
    assert answers[0]["story"] == answers[1]["story"]


def test_a_mirror_credits_a_source_that_is_not_held(article, reader, window):
    items = [article("b", YARD, f"{TEXT}\nSource: Naval Ledger", outlet="Mirror")]
    assert [a["original"] for a in grouped(items, reader, window.likeness, window.rarity)] == ["Naval Ledger"]


def test_shared_concepts_are_named_in_plain_words(article, window):
    able = shipped_reader()
    one = able.read(article("a", "Export licences for drones are suspended"))
    other = able.read(article("b", "Drohnen: Exportlizenzen ausgesetzt", lang="de"))
    told = reasons(one, *(weigh(report, window.rarity) for report in (one, other)))
    (concepts,) = [reason for reason in told if reason.startswith("the same concepts: ")]
    assert "export" in concepts
    assert "/" not in concepts
