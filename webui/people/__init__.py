"""People: signing in and out, invitations, one's own account, the list of users."""
