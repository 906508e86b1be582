"""Wiredesk's engine: polls feeds, classifies what is new and mails digests."""
