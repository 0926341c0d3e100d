# Imitates an AI-assisted payment client (AGENTS.md in its root): many mocks, retries, asyncio.
import asyncio
import logging
from unittest import mock
from unittest.mock import ANY, AsyncMock, Mock, create_autospec, patch

import pytest

from payclient import Gateway, PaymentClient, RetryPolicy
from payclient.clock import Clock
from payclient.errors import GatewayDown, PaymentError
from payclient.testing import verify_idempotency
from payclient.webhooks import dispatch, sign


@pytest.fixture
def gateway():
    gateway = create_autospec(Gateway, instance=True)
    gateway.charge.return_value = {"id": "ch_1", "status": "succeeded"}
    return gateway


@pytest.fixture
def client(gateway):
    return PaymentClient(gateway, policy=RetryPolicy(attempts=3, base=0.1))


async def expect_settled(ledger, charge_id):
    entry = await ledger.entry(charge_id)
    assert entry.state == "settled"


def test_client_initialises(client):
    assert client is not None  #! vacuous none 0 impossible
    assert isinstance(client, PaymentClient)  #! vacuous none 0 impossible ? type-only


def test_charge_calls_the_gateway(client, gateway):
    client.charge(1200, "EUR", customer="cus_7")
    gateway.charge.assert_called()  #! call shape 1 supporting
    assert gateway.charge.called  #! call shape 1 supporting
    assert gateway.charge.call_count == 1  #! call shape 1 supporting
    gateway.charge.assert_called_with(amount=1200, currency="EUR", customer="cus_7", key=ANY)  #! call-args business 2


def test_charge_returns_the_gateway_answer(client, gateway):
    result = client.charge(1200, "EUR", customer="cus_7")
    assert result == gateway.charge.return_value  #! value business 2 pass-through ? vacuous
    assert result  #! existence shape 1


def test_charge_reports_the_id(client):
    receipt = client.charge(1200, "EUR", customer="cus_7").receipt()
    assert receipt["text"] == "12.00 EUR charged (ch_1)"  #! value business 3


def test_stub_answers(gateway):
    gateway.balance.return_value = 5000
    assert gateway.balance() == 5000  #! vacuous none 0 mock-return


def test_key_is_sent_and_stays_the_same(client, gateway):
    gateway.charge.side_effect = [GatewayDown(), GatewayDown(), {"id": "ch_2", "status": "succeeded"}]
    client.charge(500, "EUR", customer="cus_1")
    assert gateway.charge.call_count == 3  #! call shape 1
    keys = {c.kwargs["key"] for c in gateway.charge.call_args_list}
    assert len(keys) == 1  #! size shape 2
    assert gateway.charge.call_args_list[2].kwargs["amount"] == 500  #! call-args business 2


def test_gives_up(client, gateway):
    gateway.charge.side_effect = GatewayDown("maintenance")
    with pytest.raises(GatewayDown):  #! throws-specific business 2
        client.charge(500, "EUR", customer="cus_1")
    assert gateway.charge.call_count == 3  #! call shape 1


def test_declined_is_not_retried(client, gateway):
    gateway.charge.side_effect = PaymentError("declined", code=51)
    with pytest.raises(PaymentError) as info:  #! throws-specific business 2
        client.charge(500, "EUR", customer="cus_1")
    assert info.value.code == 51  #! throws-specific business 3
    gateway.charge.assert_called_once()  #! call shape 1


def test_refund_never_touches_charge(client, gateway):
    client.refund("ch_1")
    gateway.charge.assert_not_called()  #! call business 2 absent
    gateway.refund.assert_called_once_with("ch_1", reason="requested")  #! call-args business 2


def test_assertions_that_do_nothing(client, gateway):
    client.refund("ch_1")
    gateway.refund.assert_called_once  #! vacuous none 0 incomplete
    Mock(wraps=gateway).called_once_with("ch_1")  #! vacuous none 0 incomplete
    client.last_status == "refunded"  #! vacuous none 0 incomplete


@mock.patch("payclient.client.sleep")
def test_backoff_doubles(sleep, client, gateway):
    gateway.charge.side_effect = [GatewayDown(), GatewayDown(), {"id": "ch_3", "status": "succeeded"}]
    client.charge(500, "EUR", customer="cus_1")
    assert [c.args[0] for c in sleep.call_args_list] == [0.1, 0.2]  #! call-args business 2


def test_policy_delays():
    policy = RetryPolicy(attempts=4, base=1)
    delays = list(policy.delays())
    assert delays == sorted(delays)  #! relational business 2
    assert delays == [1, 2, 4]  #! value business 3


def test_idempotency(client):
    verify_idempotency(client, amount=500)  #! unknown ambiguous 0


def test_retry_is_logged(client, gateway, caplog):
    gateway.charge.side_effect = [GatewayDown("maintenance"), {"id": "ch_4", "status": "succeeded"}]
    with caplog.at_level(logging.WARNING):
        client.charge(500, "EUR", customer="cus_1")
    assert "retrying in 0.1s" in caplog.text  #! value-partial business 2
    assert caplog.records[0].levelname == "WARNING"  #! value business 3


def test_webhook_handlers_by_hand():
    seen = []
    dispatch({"type": "charge.failed", "id": "ch_9"}, handlers={"charge.failed": seen.append})
    assert len(seen) == 1  #! call shape 1 ? size
    assert seen[0]["id"] == "ch_9"  #! call-args business 2 ? value


def test_webhook_counts_by_hand():
    calls = 0

    def handler(event):
        nonlocal calls
        calls += 1

    dispatch({"type": "charge.failed"}, handlers={"charge.failed": handler})
    assert calls == 1  #! call shape 1


def test_signature_is_checked_against_itself():
    assert sign(b"body", "k") == sign(b"body", "k")  #! mirrored none 0 self-call
    assert sign(b"body", "k") != sign(b"body", "other")  #! relational business 1 negative
    assert sign(b"body", "k").startswith("v1=")  #! value-partial business 2


class TestAsync:
    @pytest.mark.asyncio
    async def test_settles(self):
        ledger = AsyncMock()
        await PaymentClient(ledger).settle("ch_1")
        ledger.post.assert_awaited_once_with("ch_1", state="settled")  #! call-args business 2
        ledger.post.assert_awaited  #! vacuous none 0 incomplete

    @pytest.mark.asyncio
    async def test_settled_in_the_store(self, store):
        await PaymentClient(store).settle("ch_1")
        await expect_settled(store, "ch_1")  #! value business 3

    @pytest.mark.asyncio
    async def test_settled_but_forgotten(self, store):
        await PaymentClient(store).settle("ch_2")
        expect_settled(store, "ch_2")  #! value business 0 unawaited

    @pytest.mark.asyncio
    async def test_cancelled_task(self, store):
        task = asyncio.ensure_future(PaymentClient(store).settle("ch_3"))
        task.cancel()
        with pytest.raises(asyncio.CancelledError):  #! throws-specific business 2
            await task

    @pytest.mark.asyncio
    async def test_fails_somehow(self, store):
        store.post.side_effect = OSError
        with pytest.raises(OSError):  #! throws-any shape 1
            await PaymentClient(store).settle("ch_4")


def test_clock_is_patched():
    with patch.object(Clock, "now", return_value=1700000000):
        assert Clock().now() == 1700000000  #! vacuous none 0 mock-return
