"""Calendars: every dated duty as an event that calendar programs subscribe to, for all and for each addressee."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Alarm, Calendar as Ics, Event, vDuration

from movement.addresses import ROOT
from movement.publish import Output
from movement.recurrence import RECKONED, calendar_parts, next_day
from movement.render.drawing import Studio
from movement.render.duties import Addressee, Duty, addressees, last_heard_of
from movement.render.feeds.item import authority
from movement.render.layout import escape
from movement.schema.directive import EVERYONE

FOLDER = "lich/"
TITLE = "Việc cần làm"
PRODUCT = "-//Toan dan bao ve an ninh To quoc//Viec can lam//VI"
# Eight in the morning, a week and a day before; an event of a whole day begins at midnight.
ALARMS = (timedelta(days=-7, hours=8), timedelta(days=-1, hours=8))
MONTHLY_ALARMS = ALARMS[1:]


@dataclass(frozen=True, slots=True)
class Calendar:
    """A calendar: its name in addresses, its title where the site's own name goes without saying, its file on the site."""

    name: str
    title: str
    path: str


def calendars(studio: Studio) -> list[Calendar]:
    """Every calendar of the site: of all duties, of each usual role, then of each body that texts name."""
    return [Calendar(EVERYONE, TITLE, f"{FOLDER}{EVERYONE}.ics"), *(calendar_of(addressee) for addressee in addressees(studio))]


def calendar_of(addressee: Addressee) -> Calendar:
    """The calendar of one addressee."""
    return Calendar(addressee.id, f"{TITLE}: {addressee.name}", f"{FOLDER}{addressee.id}.ics")


def autodiscovery(calendar: Calendar) -> str:
    """The element that announces a calendar in the head of a page."""
    return f'<link rel="alternate" type="text/calendar" title="{escape(calendar.title)}" href="{ROOT}{calendar.path}">'


def outputs(studio: Studio, every: Sequence[Duty], of: Mapping[str, Sequence[Duty]]) -> Iterator[Output]:
    """The file of every calendar; `of` are the duties of each addressee."""
    # A duty stands in several calendars: its event, which is dear to write, is written once.
    events: dict[tuple[str, str], bytes] = {}
    for calendar in calendars(studio):
        ours = [duty for duty in (every if calendar.name == EVERYONE else of[calendar.name]) if _in_calendars(duty, studio.library.day)]
        # By name, so that the file does not change merely because a day has passed.
        ours.sort(key=lambda duty: (duty.record.collection, duty.record.id, duty.id))
        shown = [(duty.record.stamp, duty.id, duty.past) for duty in ours]
        digest = studio.shows(studio.version, studio.site_name, calendar, *shown)
        yield Output(calendar.path, digest, _maker(studio, calendar, ours, events))


def _maker(studio: Studio, calendar: Calendar, ours: Sequence[Duty], events: dict[tuple[str, str], bytes]) -> Callable[[], bytes]:
    def make() -> bytes:
        for duty in ours:
            name = (duty.record.key, duty.id)
            if name not in events:
                events[name] = _event(studio, duty).to_ical()
        head, end, rest = _head(studio, calendar, ours).to_ical().rpartition(b"END:VCALENDAR")
        return b"".join([head, *(events[duty.record.key, duty.id] for duty in ours), end, rest])

    return make


def _in_calendars(duty: Duty, today: date) -> bool:
    """A duty with a day; one that comes back, or is still to come, only while its text stands."""
    return duty.due is not None and not (duty.past and (duty.every or duty.due >= today))


def _head(studio: Studio, calendar: Calendar, ours: Sequence[Duty]) -> Ics:
    """What a calendar says of itself. Source: RFC 5545 and RFC 7986; the names with X- are what programs older than the latter read."""
    title = f"{calendar.title} – {studio.site_name}"
    intro = "Thời hạn lấy từ văn bản chỉ đạo và tiêu chuẩn đã đăng trên trang. Hãy đối chiếu văn bản gốc."
    ics = Ics()
    for name, value in (
        ("prodid", PRODUCT),
        ("version", "2.0"),
        ("calscale", "GREGORIAN"),
        ("method", "PUBLISH"),
        ("uid", f"{calendar.name}.lich@{authority(studio)}"),
        ("name", title),
        ("x-wr-calname", title),
        ("description", intro),
        ("x-wr-caldesc", intro),
        ("x-wr-timezone", "Asia/Ho_Chi_Minh"),
        ("url", studio.where.absolute("viec-can-lam/")),
        ("source", f"{studio.where.site_url}{calendar.path}"),
    ):
        ics.add(name, value)
    ics.add("refresh-interval", vDuration(timedelta(days=1)), parameters={"value": "DURATION"})
    ics.add("x-published-ttl", vDuration(timedelta(days=1)))
    if ours:
        ics.add("last-modified", max(_stamp(duty) for duty in ours))
    return ics


def _event(studio: Studio, duty: Duty) -> Event:
    """A whole day that leaves the reader's time free."""
    event = Event()
    first = next_day(duty.every, duty.since) if duty.every else duty.due
    assert first is not None
    event.add("uid", f"{duty.record.id}.{duty.id}@{authority(studio)}")
    event.add("dtstamp", _stamp(duty))
    event.add("last-modified", _stamp(duty))
    event.add("dtstart", first)
    event.add("dtend", first + timedelta(days=1))
    if duty.every:
        event.add("rrule", calendar_parts(duty.every))
    event.add("summary", duty.action)
    event.add("description", _description(studio, duty))
    event.add("url", _address(studio, duty))
    event.add("transp", "TRANSPARENT")
    event.add("status", "CONFIRMED")
    if duty.assigned:
        event.add("categories", list(duty.assigned))
    for before in _alarms(duty):
        event.add_component(_alarm(duty, before))
    return event


def _alarms(duty: Duty) -> tuple[timedelta, ...]:
    """When to remind before a duty: nobody wants to hear of what is over."""
    if duty.past:
        return ()
    return MONTHLY_ALARMS if duty.every == "month" else ALARMS


def _alarm(duty: Duty, before: timedelta) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", duty.action)
    alarm.add("trigger", before)
    return alarm


def _address(studio: Studio, duty: Duty) -> str:
    return f"{studio.where.absolute(duty.record.path)}#{duty.anchor}"


def _description(studio: Studio, duty: Duty) -> str:
    """The duty in lines of plain text: programs show no others alike."""
    lines = (
        ("", duty.when + (f". {RECKONED[duty.every]}" if duty.every in RECKONED else "")),
        ("Ai làm", "; ".join(duty.assigned)),
        ("Địa bàn", duty.place),
        ("Báo cáo cho", "; ".join(duty.report_to)),
        ("Theo", duty.source),
        ("Ghi chú", duty.note),
        ("Xem", _address(studio, duty)),
    )
    return "\n".join(f"{name}: {text}" if name else text for name, text in lines if text)


def _stamp(duty: Duty) -> datetime:
    day: date = last_heard_of(duty.record)
    return datetime.combine(day, time(0, 0), UTC)
