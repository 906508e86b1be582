"""The public pages of the digest: sign up, confirm, stop."""
