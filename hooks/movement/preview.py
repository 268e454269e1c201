"""The preview, made quick: the pages that an editor has just changed are shown before the rest of the site is built."""

from __future__ import annotations

import functools
import gc
import threading
from collections.abc import Callable
from typing import Any

from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingEmitter

from movement.memory import Memory


class Preview:
    """Lets a build have the machine to itself: what can be done while nothing is built waits until then.

    To look through thousands of records for changes takes a third of a build's time from it, to look for reference cycles a seventh.
    """

    def __init__(self, server: Any) -> None:
        self.memory: Memory | None = None
        """What the last build remembers."""
        self._server = server
        self._idle = threading.Event()
        self._idle.set()
        self._tidy = threading.Event()
        self._shown = False
        server.builder = self._around(server.builder)
        gc.disable()
        self._watch()

    def _watch(self) -> None:
        """Watch with an observer of ours what the server watches already; the rest it will watch with it."""
        server = self._server
        # The server tells nobody what it watches.
        watched = list(server._watched_paths)
        for path in watched:
            server.unwatch(path)
        server.observer = BaseObserver(functools.partial(_Emitter, self), timeout=server.observer.timeout)  # type: ignore[arg-type]  # called as a class
        for path in watched:
            server.watch(path)

    def show(self) -> None:
        """Let the server, which waits for the end of the build, answer at once: what an editor waits for is in the site."""
        server = self._server
        with server._epoch_cond:
            server._visible_epoch = server._wanted_epoch
            server._epoch_cond.notify_all()
        self._shown = True

    def _around(self, build: Callable[[], None]) -> Callable[[], None]:
        """A build during which nobody looks for changes; those made meanwhile are found after it."""

        def quiet() -> None:
            self._shown = False
            self._idle.clear()
            try:
                build()
            finally:
                self._tidy.clear()
                self._idle.set()
            if self._shown:
                # Browsers have loaded this epoch already; for the rest of the site they load once more.
                self._server._wanted_epoch += 1

        return quiet

    def wait(self) -> None:
        """Wait for the end of the build that may be running, and let go of what it left."""
        self._idle.wait()
        if not self._tidy.is_set():
            self._tidy.set()
            gc.unfreeze()
            gc.collect()


class _Emitter(PollingEmitter):
    def __init__(self, preview: Preview, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._preview = preview

    def queue_events(self, timeout: float) -> None:
        """After `timeout` seconds, and after the build that may be running then, tell what has changed."""
        if self.stopped_event.wait(timeout):
            return
        self._preview.wait()
        super().queue_events(0)
