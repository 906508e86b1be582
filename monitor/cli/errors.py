"""What people can mend is told them in a line, not in a trace."""

from sqlalchemy.exc import DatabaseError

from monitor.configuration.problems import ConfigurationError
from monitor.store.migrate import NewerDatabaseError


def explained(error: Exception) -> str | None:
    """The lines for an error that people can mend; None for a fault of our own."""
    match error:
        case ConfigurationError() | NewerDatabaseError():
            return str(error)
        case DatabaseError():
            return f"the database: {str(error.orig or error).strip().partition(chr(10))[0]}"
        case OSError():
            return f"{error.filename or 'system'}: {error.strerror or error}"
        case _:
            return None
