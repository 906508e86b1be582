import pytest

from monitor.topics.judging.classify import classify
from monitor.topics.judging.one_topic import one_topic
from monitor.topics.learning.exemplar import as_article


def test_a_model_of_one_topic_says_of_it_what_the_whole_one_says(model, topics, exemplars):
    for place, head in enumerate(model.heads):
        alone = one_topic(model, head.slug)
        for item in exemplars[:60]:
            article = as_article(item.title, item.summary)
            assert classify(article, alone) == [classify(article, model)[place]]


def test_a_topic_that_the_model_does_not_know_is_refused(model):
    with pytest.raises(ValueError, match="not in list"):
        one_topic(model, "weather")
