"""Until when records are kept: known days, the calendar, and that one more place never brings a day forward."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicecomp.documents.retention_plan import retention_plan
from servicecomp.errors import DataError, NotFoundError
from servicecomp.interviews.retention import known_jurisdictions, load_retention_rules, periods, retention_rules
from servicecomp.models.days import add_months, check_day, weekday
from servicecomp.models.organisations import Organisation
from servicecomp.models.retention import RECORD_KINDS

DAYS = st.dates(min_value=dt.date(1900, 1, 1), max_value=dt.date(2900, 12, 31)).map(dt.date.isoformat)
PLACES = st.lists(st.sampled_from(known_jurisdictions()), min_size=1, max_size=4)


def until(places, day, own=None):
    return {entry.record: entry.day for entry in periods(retention_rules(places), decided_on=day, own_months=own)}


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        ("2026-11-21", 6, "2027-05-21"),
        ("2026-08-31", 6, "2027-02-28"),
        ("2027-08-31", 6, "2028-02-29"),
        ("2028-02-29", 12, "2029-02-28"),
        ("2028-02-29", 48, "2032-02-29"),
        ("2026-12-31", 1, "2027-01-31"),
        ("2026-03-31", 1, "2026-04-30"),
        ("2026-03-31", 0, "2026-03-31"),
    ],
)
def test_months_are_counted_to_the_same_number_or_the_last_day(day, months, then):
    assert add_months(day, months) == then


@given(DAYS, st.integers(0, 600))
def test_a_month_count_lands_in_the_right_month_and_never_later_in_it(day, months):
    start, then = dt.date.fromisoformat(day), dt.date.fromisoformat(add_months(day, months))
    assert (then.year * 12 + then.month) - (start.year * 12 + start.month) == months
    assert then.day == start.day or (then.day < start.day and (then + dt.timedelta(days=1)).day == 1)
    assert weekday(day) == start.weekday()


@pytest.mark.parametrize(
    "day", ["2026-02-29", "2026-13-01", "2026-00-10", "21.11.2026", "", "2026-11-21T09:00", "٢٠٢٦-١١-٢١", "0000-01-01"]
)
def test_what_is_no_day_is_refused(day):
    with pytest.raises(ValueError, match="no day of the calendar"):
        check_day(day)
    with pytest.raises(DataError) as caught:
        retention_plan(["gb"], decided_on=day)
    assert [problem.code for problem in caught.value.problems] == ["not-a-day"]


def test_known_periods():
    assert until(["us"], "2026-11-21")["scorecards"] == "2027-11-21"
    assert until(["us-contractor"], "2026-11-21")["notes"] == "2028-11-21"
    assert until(["us-ca"], "2026-11-21")["ai-logs"] == "2030-11-21"
    assert until(["de"], "2026-08-31")["applications"] == "2027-02-28"
    assert until(["eu"], "2026-11-21")["applications"] is None
    assert until(["us-public"], "2026-11-21")["adjustments"] == "2028-11-21"
    assert until(["us"], "2026-11-21")["demographics"] == "2028-11-21"
    assert until(["gb"], "2026-11-21", 6)["notes"] == "2027-05-21"  # no law lays a period down there: one's own counts
    assert until(["gb"], "2026-11-21")["notes"] == "2027-11-21"
    assert until(["us", "gb"], "2026-11-21", 6)["notes"] == "2027-11-21"
    assert until(["us-nyc"], "2026-11-21")["ai-logs"] == "2027-11-21"  # the federal year is longer than the city's six months


@given(PLACES, PLACES, DAYS)
def test_one_more_place_never_brings_a_day_forward(some, more, day):
    fewer, both = until(some, day), until([*some, *more], day)
    assert all(fewer[kind] is None or (both[kind] is not None and both[kind] >= fewer[kind]) for kind in RECORD_KINDS)


@given(PLACES, DAYS, st.integers(1, 120))
def test_the_order_of_places_changes_no_day_and_law_and_own_period_come_before_practice(places, day, own):
    assert until(places, day, own) == until(places[::-1], day, own)

    def longest(record, kinds):
        found = [
            rule.months or 0 for place in retention_rules(places) for rule in place.rules if record in rule.records and rule.kind in kinds
        ]
        return max(found, default=0)

    for record, found in until(places, day, own).items():
        months = max(longest(record, {"keep"}), own) if record != "survey" else longest(record, {"keep", "claims"})
        assert found == (add_months(day, months) if months else None)
    for record, found in until(places, day).items():
        months = longest(record, {"keep", "claims"})
        assert found == (add_months(day, months) if months else None)


def test_every_shipped_rule_is_dated_sourced_and_honest():
    assert {"gb", "eu", "de", "us", "us-contractor", "us-ca", "us-nyc", "us-public"} <= set(known_jurisdictions())
    for name in known_jurisdictions():
        place = load_retention_rules(name)
        assert place.id == name
        assert place.compared_with_original is False
        assert all(rule.source and rule.says for rule in place.rules)


def test_the_plan_says_check_with_your_adviser_and_names_the_conflict():
    organisation = Organisation(id="us", name="Us", retention_months=6)
    plan = retention_plan(["gb"], decided_on="2026-11-21", organisation=organisation)
    assert [row.record for row in plan.rows] == list(RECORD_KINDS)
    assert [line.source for line in plan.conflicts] == ["phrase/en/retention.promise_practice"]
    assert plan.rows[0].keep_until == "2027-05-21"
    assert [line.text for line in plan.rows[0].law] == ["no period"]
    assert [line.text for line in plan.rows[0].practice] == ["Great Britain: 12 months; no period laid down by law"]
    assert plan.rows[0].ours.text == "6 months"
    federal = retention_plan(["us"], decided_on="2026-11-21", organisation=organisation)
    assert federal.rows[0].keep_until == "2027-11-21"
    [conflict] = federal.conflicts
    for paper in ("application page", "candidate pack", "Application withdrawn", "not this time", "adjustments note", "6 months"):
        assert paper in conflict.text
    assert not any(law.compared_with_original for law in plan.laws)
    longer = retention_plan(["gb"], decided_on="2026-11-21", organisation=organisation.model_copy(update={"retention_months": 24}))
    assert any("longer than usual practice" in line.text for line in longer.conflicts)
    assert not retention_plan(["gb"], decided_on="2026-11-21").conflicts


def test_an_open_claim_puts_everything_on_hold():
    plan = retention_plan(["gb"], decided_on="2026-11-21", claim_open=True)
    assert plan.claim_open
    assert all(row.until_note is not None and row.until_note.text == "On hold: delete nothing" for row in plan.rows)


def test_where_no_rule_gives_a_period_the_plan_says_so():
    rows = {row.record: row for row in retention_plan(["eu"], decided_on="2026-11-21").rows}
    assert rows["notes"].keep_until is None
    assert rows["notes"].until_note.text == "No period known: set one"


def test_unknown_places_and_faulty_files_are_problems(tmp_path):
    with pytest.raises(NotFoundError, match="gb"):
        retention_plan(["bg"], decided_on="2026-11-21")
    assert retention_plan(["uk", "UK"], decided_on="2026-11-21") == retention_plan(["gb"], decided_on="2026-11-21")
    with pytest.raises(NotFoundError):
        retention_plan(["nowhere/rules.yaml"], decided_on="2026-11-21")
    with pytest.raises(DataError) as caught:
        retention_plan([], decided_on="2026-11-21")
    assert caught.value.problems[0].code == "no-jurisdiction"
    faulty = tmp_path / "rules.yaml"
    faulty.write_text(
        "format: 1\nid: x\ntitle: X\nchecked_on: 2026-02-30\nrules:\n"
        "  - {id: a, kind: keep, records: [notes], source: S, says: T}\n"
        "  - {id: b, kind: keep, records: [letters], months: 0, source: S, says: T}\n",
        encoding="utf-8",
    )
    with pytest.raises(DataError) as caught:
        retention_plan([faulty], decided_on="2026-11-21")
    assert {(problem.line, problem.code) for problem in caught.value.problems} >= {(4, "invalid"), (6, "invalid"), (7, "not-a-choice")}


def test_a_place_that_lies_within_itself_is_a_problem(tmp_path):
    path = tmp_path / "loop.yaml"
    path.write_text(
        "format: 1\nid: gb\ntitle: Loop\nwithin: gb\nchecked_on: 2026-01-01\nrules:\n"
        "  - {id: a, kind: keep, records: [notes], months: 3, source: S, says: T}\n",
        encoding="utf-8",
    )
    with pytest.raises(DataError) as caught:
        retention_rules([path])
    assert caught.value.problems[0].code == "circle"
