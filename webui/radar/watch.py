"""The radar of this moment, looked at once a minute however many pages ask."""

import time
from datetime import datetime
from threading import Lock
from zoneinfo import ZoneInfo

from monitor.pipeline.radar import Radar, look
from monitor.store import Store

_VALID = 60.0  # seconds


class RadarWatch:
    def __init__(self) -> None:
        self._found: tuple[float, Radar] | None = None
        self._looking = Lock()

    def look(self, store: Store, zone: str, now: datetime) -> Radar:
        """The radar, a minute old at most."""
        with self._looking:
            found = self._found
            if found is not None and time.monotonic() - found[0] < _VALID:
                return found[1]
            made = look(store, ZoneInfo(zone), now)
            self._found = (time.monotonic(), made)
            return made
