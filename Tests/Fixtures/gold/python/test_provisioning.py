# Imitates a provisioning tool with a search index: much here looks like an assertion and is none.
import logging
import re

import pytest
from elasticsearch_dsl import Q, Search

from provision import Host, Inventory, Plan, apply, check_reachable, validate_host
from provision.console import Console, expect_prompt
from provision.search import assert_query_cost, build_query, find_hosts
from provision.templates import Template

log = logging.getLogger(__name__)
ASSERT_ON_DRIFT = True
EXPECTED_HOSTS = ["db-1", "web-1", "web-2"]


class FakeConsole(Console):
    """A production interface; its own precondition is no check of a test."""

    def __init__(self):
        self.sent = []

    def send(self, line):
        assert line.endswith("\n"), "the console needs whole lines"
        self.sent.append(line)
        return self

    def expect(self, prompt):
        self.prompt = prompt
        return self

    def should_echo(self):
        return False


class Expectation:
    """A value object of the product, in spite of its name."""

    def __init__(self, name):
        self.name = name

    def verify(self, host):
        if host.name != self.name:
            log.error("expected %s, got %s", self.name, host.name)
        return host.name == self.name


@pytest.fixture
def inventory():
    inventory = Inventory()
    for name in EXPECTED_HOSTS:
        inventory.add(Host(name))
    if len(inventory) != 3:
        log.warning("unexpected inventory")
    return inventory


def checked(host):
    """Returns what it was given once it is valid; a step of the set-up."""
    validate_host(host)
    return host


def test_plan(inventory):
    plan = Plan.for_inventory(inventory)
    expected = plan.expected_changes()
    log.info("assert %s", expected)
    assert expected == 3  #! value business 3


def test_console_dialogue():
    console = FakeConsole()
    console.expect("login:").send("root\n").expect("#").send("reboot\n")
    apply(Plan.reboot("db-1"), console)
    assert console.sent[-1] == "exit\n"  #! call-args business 2 ? value


def test_query_has_two_alternatives():
    query = Search().query("bool", should=[Q("match", name="db"), Q("match", role="db")], minimum_should_match=1)
    built = build_query("db").to_dict()
    assert built["query"] == query.to_dict()["query"]  #! value business 3
    assert built["query"]["bool"]["minimum_should_match"] == 1  #! value business 3
    assert "must" not in built["query"]["bool"]  #! shape shape 1 negative ? relational


def test_find_hosts(inventory):
    hosts = find_hosts(inventory, "web")
    names = [host.name for host in hosts if host.name.startswith("web")]
    assert names == ["web-1", "web-2"]  #! value business 3 echo
    ok = len(hosts) == 2
    print("found", ok)


def test_query_is_cheap():
    assert_query_cost(build_query("db"), at_most=3)  #! unknown ambiguous 0


def test_reachability_decides(inventory):
    reachable = check_reachable(inventory.host("db-1"))
    assert reachable is False  #! value business 2
    if check_reachable(inventory.host("web-1")):
        log.info("a network is available here")


def test_valid_host_has_an_address():
    host = checked(Host("db-1", address="10.0.0.5"))
    assert host.network == "10.0.0.0/24"  #! value business 3


def test_invalid_host():
    with pytest.raises(ValueError, match="address"):  #! throws-specific business 3
        validate_host(Host("db-1", address="nowhere"))


def test_expectations_are_data(inventory):
    expectation = Expectation("db-1")
    result = expectation.verify(inventory.host("db-1"))
    assert result  #! value business 3 echo ? existence


def test_drift(inventory):
    drift = Plan.for_inventory(inventory).drift()
    if not drift:
        return
    for change in drift:
        log.debug("drift: %s", change)
    assert drift[0].host == "db-1"  #! value business 1 conditional


def test_template_text():
    template = Template("assert {{ name }} == 'x'  # a template, not a check")
    text = template.render(name="db-1")
    assert text.startswith("assert db-1")  #! value-partial business 2
    assert re.fullmatch(r".*not a check", text)  #! value-partial business 2


def test_prompt_pattern():
    pattern = expect_prompt("db-1")
    assert pattern.match("root@db-1:~# ")  #! value-partial business 2 ? existence
    assert pattern.match("root@web-1:~# ") is None  #! existence business 2 absent


def test_assertion_errors_are_wrapped(inventory):
    try:
        apply(Plan.failing("db-1"), FakeConsole())
    except AssertionError as error:
        message = str(error)
    else:
        message = ""
    assert message == "db-1: plan failed"  #! throws-specific business 3 ? value


def test_dry_run_changes_nothing(inventory):
    before = inventory.snapshot()
    apply(Plan.for_inventory(inventory), FakeConsole(), dry_run=True)
    assert inventory.snapshot() == before  #! relational business 2 ? mirrored
    assert FakeConsole().should_echo() is False  #! vacuous none 0 no-sut
