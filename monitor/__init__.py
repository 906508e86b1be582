"""Wiredesk's engine: polls feeds, classifies what is new, groups it into stories and mails digests."""
