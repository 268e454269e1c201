"""How the preview looks for changes: by comparing what it watches now and then, but never while it builds."""

from __future__ import annotations

import functools
import threading
from collections.abc import Callable
from typing import Any

from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingEmitter


class Watch:
    """Looks for changes while nothing is built: to look through thousands of records takes a third of a build's time from it."""

    def __init__(self) -> None:
        self._idle = threading.Event()
        self._idle.set()

    def observer(self, interval: float) -> BaseObserver:
        """An observer that looks every `interval` seconds and waits for the end of a build; changes made meanwhile are found then."""
        return BaseObserver(functools.partial(_Emitter, self._idle), timeout=interval)  # type: ignore[arg-type]  # called as a class

    def around(self, build: Callable[[], None]) -> Callable[[], None]:
        """A build during which nobody looks."""

        def quiet() -> None:
            self._idle.clear()
            try:
                build()
            finally:
                self._idle.set()

        return quiet


class _Emitter(PollingEmitter):
    def __init__(self, idle: threading.Event, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._idle = idle

    def queue_events(self, timeout: float) -> None:
        """After `timeout` seconds, and after the build that may be running then, tell what has changed."""
        if self.stopped_event.wait(timeout):
            return
        self._idle.wait()
        super().queue_events(0)
