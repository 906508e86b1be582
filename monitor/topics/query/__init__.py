"""The query language of topics, saved searches and alerts: docs/queries.md describes it."""

from monitor.topics.query.faults import QuerySyntaxError
from monitor.topics.query.parse import as_searched, parse, parse_search
from monitor.topics.query.query import Query, QueryMatch
from monitor.topics.query.text import ArticleText

__all__ = ["ArticleText", "Query", "QueryMatch", "QuerySyntaxError", "as_searched", "parse", "parse_search"]
