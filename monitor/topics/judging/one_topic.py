"""A model that answers for one of its topics only, in exactly the way the whole one does."""

from dataclasses import replace

from monitor.model import QueryRole
from monitor.topics.judging.tables import Table
from monitor.topics.judging.weights import Model


def one_topic(model: Model, slug: str) -> Model:
    """The model with the head of this topic and no other. Raises ValueError if the model does not know it.

    Every feature stays, also one without weight here: what a text holds is brought to length 1 over all of them.
    """
    rules = tuple(rule for rule in model.rules if rule.slug == slug)
    if rules and rules[0].role is QueryRole.ALONE:
        return Model(model.version, {}, {}, {}, {}, {}, (), rules)
    place = [head.slug for head in model.heads].index(slug)

    def column(table: Table) -> Table:
        return {name: (row[0], row[place + 1]) for name, row in table.items()}

    return replace(
        model,
        stems=column(model.stems),
        spelling=column(model.spelling),
        named=column(model.named),
        nations=column(model.nations),
        heads=(model.heads[place],),
        rules=rules,
    )
