"""The preview: the pages that an editor has just changed are shown before the rest of the site is built, problems in their place."""

from __future__ import annotations

import functools
import gc
import threading
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from typing import Any

from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingEmitter

from movement.memory import Memory
from movement.problems import Problem
from movement.render.layout import escape

MOST = 100
"""How many problems are listed in the browser; the window in which the preview runs has all."""
AGAIN = 2
"""Seconds after which a list of problems asks whether they are mended."""


class Preview:
    """Shows editors what they have just changed, or what is wrong with it, as soon as it is known.

    A build has the machine to itself: to look through thousands of records for changes takes a third of its time, to look for
    reference cycles a seventh; both wait until nothing is built.
    """

    def __init__(self, server: Any) -> None:
        self.memory: Memory | None = None
        """What the last build remembers."""
        self._server = server
        self._idle = threading.Event()
        self._idle.set()
        self._tidy = threading.Event()
        self._shown = False
        self.problems: Sequence[Problem] = ()
        """What stands in place of every page."""
        self._site = server.get_app()
        server.set_app(self._answer)
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
        self.problems = ()
        self._release()

    def tell(self, problems: Sequence[Problem]) -> None:
        """Let every page be the list of these problems, until a build succeeds."""
        self.problems = problems
        self._renew()
        self._release()

    def _answer(self, request: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        """The site, or the problems in place of each page; `request` and `start` are those of WSGI (PEP 3333)."""
        begun: list[tuple[Any, ...]] = []
        answer: Iterable[bytes] = self._site(request, lambda *begin: begun.append(begin))
        # Asked only now, because the site answers when a build has ended.
        if self.problems and request["PATH_INFO"].endswith(("/", ".html")):
            start("503 Service Unavailable", [("Content-Type", "text/html; charset=utf-8")])
            return [problems_page(self.problems).encode()]
        start(*begun[0])
        return answer

    def _release(self) -> None:
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
            self.problems = ()
            self._renew()

        return quiet

    def _renew(self) -> None:
        """Let browsers that have loaded what was shown ahead load once more."""
        if self._shown:
            self._server._wanted_epoch += 1

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


def problems_page(problems: Sequence[Problem]) -> str:
    """What is wrong, file by file, as a page that looks by itself whether it is mended."""
    files = groupby(problems[:MOST], key=lambda problem: problem.path)
    listed = "".join(f"<h2>{escape(path)}</h2>\n<ul>\n{''.join(map(_line, ours))}</ul>\n" for path, ours in files)
    rest = f"<p>Còn {len(problems) - MOST} lỗi nữa, xem ở cửa sổ đang chạy bản xem thử.</p>\n" if len(problems) > MOST else ""
    return (
        f'<!DOCTYPE html>\n<html lang="vi">\n<head>\n<meta charset="utf-8">\n<meta http-equiv="refresh" content="{AGAIN}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n<link rel="icon" href="data:,">\n'
        f"<title>Dữ liệu có {len(problems)} lỗi</title>\n<style>:root {{ color-scheme: light dark }}\n"
        "body { font: 1rem/1.6 system-ui, sans-serif; max-width: 50rem; margin: 2rem auto; padding: 0 1rem }\n"
        "h2 { font-size: 1rem; overflow-wrap: anywhere } li { margin-bottom: .5rem }</style>\n</head>\n<body>\n"
        f"<h1>Dữ liệu có {len(problems)} lỗi</h1>\n"
        "<p>Sửa các chỗ dưới đây rồi lưu tệp: hết lỗi, trang này tự đổi thành trang xem thử.</p>\n"
        f"{listed}{rest}</body>\n</html>\n"
    )


def _line(problem: Problem) -> str:
    return f"<li><b>Dòng {problem.line}, cột {problem.column}:</b> {escape(problem.message)}</li>\n"
