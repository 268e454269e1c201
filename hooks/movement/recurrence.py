"""Days that come back: when a rule such as `--11-30`, `quarter` or `month` falls due, and how calendars write it."""

from __future__ import annotations

from datetime import date

Parts = dict[str, str | int | list[int]]
"""The parts of a recurrence rule by name. Source: RFC 5545, 3.3.10."""

MONTH, QUARTER, LEAP_DAY = "month", "quarter", "--02-29"
RECKONED = {
    MONTH: "Văn bản không ghi ngày; tính theo ngày cuối tháng",
    QUARTER: "Văn bản không ghi ngày; tính theo ngày cuối quý",
    LEAP_DAY: "Năm không nhuận tính ngày 28/2",
}
"""What a reader should know of a rule that does not name one day of every year."""


def next_day(rule: str, today: date) -> date:
    """The first day, today or later, on which a rule falls due.

    A quarter and a month end on their last day; 29/2 falls on 28/2 in other years.
    """
    if rule == MONTH:
        return _last_of_month(today.year, today.month)
    if rule == QUARTER:
        return _last_of_month(today.year, -(-today.month // 3) * 3)
    this_year = _in_year(rule, today.year)
    return this_year if this_year >= today else _in_year(rule, today.year + 1)


def calendar_parts(rule: str) -> Parts:
    """The rule as calendars write it; together with the first day it gives the days of `next_day`."""
    if rule == MONTH:
        return {"FREQ": "MONTHLY", "BYMONTHDAY": -1}
    if rule == QUARTER:
        # Not YEARLY with four months: the calendar of Exchange and Outlook keeps only monthly rules that end on the last day.
        return {"FREQ": "MONTHLY", "INTERVAL": 3, "BYMONTHDAY": -1}
    month, day = _month_and_day(rule)
    return {"FREQ": "YEARLY", "BYMONTH": month, "BYMONTHDAY": -1 if rule == LEAP_DAY else day}


def _month_and_day(rule: str) -> tuple[int, int]:
    return int(rule[2:4]), int(rule[5:7])


def _in_year(rule: str, year: int) -> date:
    return _last_of_month(year, 2) if rule == LEAP_DAY else date(year, *_month_and_day(rule))


def _last_of_month(year: int, month: int) -> date:
    following = date(year + month // 12, month % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1)
