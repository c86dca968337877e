"""Limits follow from values with and without a fault by a rule, and the exercises' own are no narrower."""

import math

import pytest

from benchmarks.validation.limits import Rule, Value, by_check, derived, leaving_out, outcomes, own_rules, ruled, specified_rules
from benchmarks.validation.specified import SPECIFIED
from tests.rendered import KNOWN, scores

SPECIFICATION, OWN = Rule(warn=2.0, fault=5.0), Rule(warn=0.0, fault=6.0)


def values(clean=(), faulty=()):
    return [Value(f"body {number}", beyond, is_faulty=False) for number, beyond in enumerate(clean)] + [
        Value("somebody", beyond, is_faulty=True) for beyond in faulty
    ]


def test_limits_that_nobody_without_the_fault_comes_near_stay_as_specified():
    assert derived(values(clean=[-3.0, 0.0, 1.0], faulty=[7.0, 8.0]), SPECIFICATION, OWN) == SPECIFICATION


def test_a_limit_that_somebody_without_the_fault_passes_moves_beyond_them():
    assert derived(values(clean=[0.0, 1.0, 6.0], faulty=[12.0]), SPECIFICATION, OWN).fault == 9.0


def test_warnings_are_what_nine_of_ten_without_the_fault_stay_below():
    assert derived(values(clean=[3.0] * 10), SPECIFICATION, OWN) == Rule(3.0, 5.0)


def test_faults_that_the_specification_would_not_notice_bring_the_warning_down_half_way():
    assert derived(values(clean=[-2.0, 0.0], faulty=[1.0, 1.0]), SPECIFICATION, OWN) == Rule(0.5, 5.0)


def test_where_nothing_is_specified_the_limit_lies_half_way():
    assert derived(values(clean=[0.0] * 10, faulty=[8.0, 8.0]), None, OWN) == Rule(0.0, 4.0)
    assert derived(values(clean=[0.0]), None, OWN) == OWN


def test_without_anybody_the_specification_stands():
    assert derived([], SPECIFICATION, OWN) == SPECIFICATION
    assert derived([], None, OWN) == OWN


def test_what_is_specified_is_of_checks_that_there_are_and_on_the_same_side():
    keys = {check.key for exercise in KNOWN for check in exercise.checks}

    assert set(SPECIFIED) <= keys
    assert all(math.isfinite(rule.warn) and rule.warn <= rule.fault for rule in specified_rules(KNOWN).values())


@pytest.mark.slow
def test_no_limit_of_a_fault_is_narrower_than_the_rule_but_that_of_the_hold_in_the_bridge():
    rules = ruled(by_check(scores(""), KNOWN), KNOWN)

    narrower = {name for name, own in own_rules(KNOWN).items() if own.fault < rules[name].fault - 1e-6}
    assert narrower == {"single_leg_bridge bridge_hold"}


@pytest.mark.slow
def test_limits_that_know_nothing_of_the_body_find_as_much_within_two_points():
    rules = ruled(by_check(scores(""), KNOWN), KNOWN)

    all_of_them = outcomes(scores(""), KNOWN, lambda _body: rules)
    left_out = leaving_out(scores(""), KNOWN, by_check(scores(""), KNOWN))
    assert all_of_them.f1 - left_out.f1 <= 0.02
