"""Refund desk: HTTP routes, payment gateway client, triage assistant.

Written together with the coding assistant; see AGENTS.md for the house rules
(every route gets a happy path, a refusal and an audit check).
"""

import asyncio
import json
import re
from decimal import Decimal
from unittest.mock import ANY, AsyncMock, MagicMock, call, patch

import httpx
import pytest
from fastapi.testclient import TestClient
from syrupy.filters import props

from desk.api import create_app
from desk.deps import get_gateway, get_notifier, get_refunds
from desk.errors import GatewayDeclined, GatewayTimeout
from desk.gateway import PaymentGateway
from desk.models import Refund, RefundStatus
from desk.policy import max_refund, restocking_fee
from desk.serializers import to_public
from desk.triage import TriageAssistant, build_prompt, triage_ticket
from tests.support import assert_problem_document, verify_audit_trail


class InMemoryRefunds:
    def __init__(self, *rows):
        self.rows = {row.id: row for row in rows}

    def get(self, refund_id):
        return self.rows.get(refund_id)

    def save(self, refund):
        assert refund.id is not None, "save() before an id was assigned"
        self.rows[refund.id] = refund
        return refund

    def list_for(self, customer):
        return [row for row in self.rows.values() if row.customer == customer]


class CannedTriage:
    """Answers without a model."""

    def __init__(self, label, confidence=0.9):
        self.label = label
        self.confidence = confidence
        self.prompts = []

    def complete(self, prompt):
        self.prompts.append(prompt)
        return json.dumps({"label": self.label, "confidence": self.confidence})


@pytest.fixture
def ticket():
    return {
        "order": "A-100",
        "text": "The kettle arrived with a broken lid.",
        "lines": [{"sku": "KET-1", "qty": 1}, {"sku": "LID-2", "qty": 1}],
    }


@pytest.fixture
def refunds():
    return InMemoryRefunds(
        Refund(id="r-1", order="A-100", customer="kim", amount=Decimal("12.50")),
        Refund(id="r-2", order="A-101", customer="kim", amount=Decimal("80.00")),
        Refund(id="r-3", order="B-007", customer="lou", amount=Decimal("3.10")),
    )


@pytest.fixture
def notifier():
    return MagicMock()


@pytest.fixture
def gateway():
    fake = MagicMock(spec=PaymentGateway)
    fake.refund.return_value = MagicMock(status=RefundStatus.SETTLED)
    return fake


@pytest.fixture
def client(refunds, gateway, notifier):
    app = create_app(secret="test")
    app.dependency_overrides[get_refunds] = lambda: refunds
    app.dependency_overrides[get_gateway] = lambda: gateway
    app.dependency_overrides[get_notifier] = lambda: notifier
    with TestClient(app) as http:
        yield http


def sign_in(client, user="kim"):
    response = client.post("/session", json={"user": user, "password": "hunter2"})
    assert response.status_code == 201, response.text
    return {"Authorization": f"Bearer {response.json()['token']}"}


def gateway_with(handler):
    return PaymentGateway("https://pay.test", transport=httpx.MockTransport(handler))


# --- routes ---------------------------------------------------------------


def test_create_refund(client, refunds):
    payload = {"order": "A-100", "amount": "4.20", "reason": "broken"}
    response = client.post("/refunds", json=payload, headers=sign_in(client))
    assert response.status_code == 201  #! status-only business 2 decision
    body = response.json()
    assert set(body) == {"id", "order", "amount", "status", "created_at"}  #! shape type/shape 2 supporting
    assert re.fullmatch(r"rf_[0-9a-f]{32}", body["id"])  #! type-only type/shape 1 ? value-partial
    assert body["amount"] == "4.20"  #! value business 3 echo
    assert len(refunds.rows) == 4  #! size type/shape 2


def test_create_refund_without_session(client, refunds, gateway):
    response = client.post("/refunds", json={"order": "A-100", "amount": "4.20"})
    assert response.status_code == 401  #! status-only business 2 decision
    gateway.refund.assert_not_called()  #! call business 2 absent


def test_create_refund_with_a_silly_amount(client):
    response = client.post(
        "/refunds", json={"order": "A-100", "amount": "-1"}, headers=sign_in(client)
    )
    assert_problem_document(response, status=422, field="amount")  #! unknown ambiguous -


def test_health(client):
    response = client.get("/health")
    assert response.status_code == 200  #! status-only type/shape 1
    assert response.json()  #! existence type/shape 1
    assert "application/json" in response.headers["content-type"]  #! shape type/shape 1 ? type-only
    assert response.elapsed.total_seconds() >= 0  #! vacuous none 0 impossible ? relational


def test_list_is_sorted_by_amount(client):
    items = client.get("/refunds", headers=sign_in(client)).json()["items"]
    assert isinstance(items, list)  #! type-only type/shape 1 supporting
    assert len(items) == 2  #! size type/shape 2 supporting
    amounts = [Decimal(item["amount"]) for item in items]
    assert amounts == sorted(amounts, reverse=True)  #! relational business 2
    for item in items:
        assert "id" in item and "status" in item  #! shape type/shape 2 loop-nonempty


def test_first_page_offers_a_next_link(client):
    page = client.get("/refunds?limit=1", headers=sign_in(client)).json()
    assert "next" in page  #! shape type/shape 1


def test_other_peoples_refunds_are_not_listed(client):
    items = client.get("/refunds", headers=sign_in(client, "mia")).json()["items"]
    assert items == []  #! size business 2 absent


def test_single_refund(client, snapshot):
    response = client.get("/refunds/r-1", headers=sign_in(client))
    assert response.json() == snapshot(exclude=props("created_at", "etag"))  #! snapshot ambiguous 2


def test_single_refund_uses_public_fields(client, refunds):
    response = client.get("/refunds/r-2", headers=sign_in(client))
    expected = to_public(refunds.get("r-2"))
    assert response.json() == expected  #! mirrored none 1 sut-computed


def test_pending_refund_has_no_settlement_date(client):
    body = client.get("/refunds/r-1", headers=sign_in(client)).json()
    assert body.get("settled_at") is None  #! existence business 2 absent
    assert body["status"] == "pending" or "approved"  #! vacuous none 0 constant
    assert body["etag"]  #! existence type/shape 1


def test_delete_unknown_refund(client):
    response = client.delete("/refunds/r-404", headers=sign_in(client))
    assert response.status_code == 404  #! status-only type/shape 1 error-status supporting
    assert "r-404" in response.json()["detail"]  #! value-partial business 2


def test_approve(client, refunds, gateway, notifier):
    response = client.post("/refunds/r-1/approve", headers=sign_in(client, "boss"))
    response.status_code == 200  #! vacuous none 0 incomplete
    assert {"id": "r-1", "status": "settled"}.items() <= response.json().items()  #! value-partial business 2
    assert refunds.rows["r-1"].settled_at is not None  #! existence type/shape 1
    gateway.refund.assert_called_once_with("A-100", Decimal("12.50"), key=ANY)  #! call-args business 2
    notifier.send.assert_called_once_with(ANY, ANY)  #! call type/shape 1
    verify_audit_trail(refunds, "r-1", "approve")  #! unknown ambiguous -


def test_declined_refund_stays_pending(client, refunds, gateway, notifier):
    gateway.refund.side_effect = GatewayDeclined("insufficient_funds")
    response = client.post("/refunds/r-2/approve", headers=sign_in(client, "boss"))
    assert response.json() == {  #! value business 3
        "type": "about:blank",
        "title": "Refund declined",
        "detail": "insufficient_funds",
        "instance": ANY,
    }
    assert refunds.rows["r-2"].status is RefundStatus.PENDING  #! value business 3
    assert not notifier.send.called  #! call business 2 absent


# --- gateway client ---------------------------------------------------------


def test_gateway_talks_in_cents():
    seen = []

    def handler(request):
        seen.append(request)
        return httpx.Response(200, json={"id": "re_1", "state": "succeeded"})

    receipt = gateway_with(handler).refund("ch_9", Decimal("12.50"), key="k-1")
    assert len(seen) == 1  #! call type/shape 1 supporting ? size
    assert json.loads(seen[0].content)["amount"] == 1250  #! call-args business 2
    assert receipt.status is RefundStatus.SETTLED  #! value business 3


def test_gateway_timeout_is_retryable():
    def handler(request):
        raise httpx.ReadTimeout("slow", request=request)

    with patch("desk.gateway.time.sleep") as sleep:
        with pytest.raises(GatewayTimeout) as caught:  #! throws-specific business 2
            gateway_with(handler).refund("ch_9", Decimal("1"), key="k-2")
    assert caught.value.retryable is True  #! throws-specific business 3
    assert sleep.call_args_list == [call(0.5), call(1.0), call(2.0)]  #! call-args business 2


@pytest.mark.parametrize("amount", [Decimal("-1"), Decimal("0"), Decimal("0.001")])
def test_gateway_refuses_odd_amounts(amount):
    gateway = gateway_with(lambda request: httpx.Response(500))
    with pytest.raises((ValueError, OSError)):  #! throws-any type/shape 1 table
        gateway.refund("ch_9", amount, key="k-3")


def test_gateway_error_details():
    request = httpx.Request("POST", "https://pay.test/refunds")
    error = httpx.HTTPStatusError(
        "boom", request=request, response=httpx.Response(503, request=request)
    )
    assert error.response.status_code == 503  #! vacuous none 0 no-sut


def test_gateway_decline_propagates(gateway):
    gateway.refund.side_effect = GatewayDeclined("card_expired")
    with pytest.raises(GatewayDeclined, match="card_expired"):  #! vacuous none 0 mock-return
        gateway.refund("A-100", Decimal("1"))


def test_gateway_garbage_answer():
    gateway = gateway_with(lambda request: httpx.Response(200, text="<html>"))
    with pytest.raises(Exception):  #! throws-any type/shape 1
        gateway.refund("ch_9", Decimal("5"), key="k-4")


# --- policy -------------------------------------------------------------------


def test_late_refunds_shrink():
    amount, days = Decimal("80"), 20
    expected = amount - amount * Decimal("0.01") * (days - 14)
    assert max_refund(amount, days) == expected  #! mirrored none 1 copied ? value


def test_restocking_fee_for_opened_items(ticket):
    fee = restocking_fee(ticket["lines"])
    again = restocking_fee(ticket["lines"])
    assert fee == again  #! mirrored none 0 self-call


def handling_share(amount, rate=Decimal("0.1")):
    return max(amount * rate, Decimal("1.00")).quantize(Decimal("0.01"))


def test_handling_share_has_a_floor():
    share = handling_share(Decimal("4"))
    assert share == Decimal("1.00")  #! vacuous none 0 no-sut


# --- triage assistant -----------------------------------------------------------


def test_ticket_has_two_lines(ticket):
    lines = ticket["lines"]
    skus = [line["sku"] for line in lines]
    assert skus == ["KET-1", "LID-2"]  #! vacuous none 0 no-sut


def test_prompt_quotes_the_customer(ticket):
    prompt = build_prompt(ticket)
    assert isinstance(prompt, str)  #! type-only type/shape 1 supporting
    assert "The kettle arrived with a broken lid." in prompt  #! value-partial business 2


def test_triage_asks_the_model_with_the_prompt(ticket):
    model = MagicMock()
    model.complete.return_value = '{"label": "damaged", "confidence": 0.8}'
    triage_ticket(ticket, model)
    model.complete.assert_called_once_with(build_prompt(ticket))  #! mirrored none 1 sut-computed ? call-args


@pytest.mark.parametrize(
    ("confidence", "queue"),
    [(0.95, "auto"), (0.61, "review"), (0.2, "human")],
)
def test_triage_routes_by_confidence(ticket, confidence, queue):
    model = CannedTriage("damaged", confidence)
    decision = triage_ticket(ticket, model)
    assert decision.queue == queue  #! value business 3 table


def test_assistant_classifies_ticket(ticket):
    assistant = AsyncMock(spec=TriageAssistant)
    assistant.classify.return_value = {"label": "late", "confidence": 0.7}
    verdict = asyncio.run(assistant.classify(ticket["text"]))
    label = verdict["label"]
    assert label == "late"  #! vacuous none 0 mock-return


def test_close_does_not_hang():
    assistant = TriageAssistant(model=CannedTriage("other"))
    try:
        asyncio.run(asyncio.wait_for(assistant.close(), timeout=1))
    except asyncio.TimeoutError:
        raise AssertionError("close() hung")  #! no-throw type/shape 1
