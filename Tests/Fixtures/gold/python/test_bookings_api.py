# Imitates an AI-assisted FastAPI booking service (CLAUDE.md in its root): generated API tests, half of them thin.
from datetime import datetime, timedelta, timezone
from unittest.mock import AsyncMock, patch

import pytest
from fastapi.testclient import TestClient

from app.main import app
from app.models import Booking
from app.schemas import BookingRead
from app.services.pricing import quote
from app.settings import MAX_NIGHTS
from tests.support import assert_problem_details, login_as

client = TestClient(app)


@pytest.fixture
def booking_payload():
    start = datetime(2025, 6, 1, 15, 0, tzinfo=timezone.utc)
    return {
        "room_id": 12,
        "guest": "grace@example.org",
        "starts_at": start.isoformat(),
        "ends_at": (start + timedelta(days=2)).isoformat(),
    }


class TestHealth:
    """Tests for the health endpoint."""

    def test_health_check(self):
        response = client.get("/health")
        assert response.status_code == 200  #! status-only shape 1
        assert response.json() is not None  #! existence shape 1

    def test_health_payload(self):
        response = client.get("/health")
        assert response.status_code == 200  #! status-only shape 1 supporting
        assert response.json() == {"status": "ok"}  #! value business 3

    def test_openapi_is_served(self):
        response = client.get("/openapi.json")
        assert response.status_code in (200, 304)  #! status-only shape 1
        assert response.headers["content-type"] == "application/json"  #! shape shape 1 ? type-only


class TestCreateBooking:
    """Tests for POST /bookings."""

    def test_create_booking_success(self, booking_payload):
        response = client.post("/bookings", json=booking_payload, headers=login_as("grace"))
        assert response.status_code == 201  #! status-only business 2 decision
        data = response.json()
        assert "id" in data  #! shape shape 1
        assert isinstance(data["id"], int)  #! type-only shape 1
        assert data["guest"] == "grace@example.org"  #! value business 3 echo
        assert data["nights"] == 2  #! value business 3
        assert data["total_cents"] > 0  #! relational business 1

    def test_create_booking_requires_login(self, booking_payload):
        response = client.post("/bookings", json=booking_payload)
        assert response.status_code == 401  #! status-only business 2 decision

    def test_create_booking_rejects_reversed_dates(self, booking_payload):
        booking_payload["starts_at"], booking_payload["ends_at"] = (
            booking_payload["ends_at"],
            booking_payload["starts_at"],
        )
        response = client.post("/bookings", json=booking_payload, headers=login_as("grace"))
        assert response.status_code == 422  #! status-only business 2 decision
        assert response.json()["detail"][0]["loc"] == ["body", "ends_at"]  #! value business 3

    def test_create_booking_response_matches_schema(self, booking_payload):
        response = client.post("/bookings", json=booking_payload, headers=login_as("grace"))
        BookingRead.model_validate(response.json())  #! shape shape 2 implicit shared-schema

    def test_create_booking_total_matches_quote(self, booking_payload):
        response = client.post("/bookings", json=booking_payload, headers=login_as("grace"))
        assert response.json()["total_cents"] == quote(room_id=12, nights=2)  #! mirrored none 1 sut-computed

    def test_create_booking_too_long(self, booking_payload):
        booking_payload["ends_at"] = "2026-06-01T10:00:00+00:00"
        response = client.post("/bookings", json=booking_payload, headers=login_as("grace"))
        assert_problem_details(response, code="too-long", limit=MAX_NIGHTS)  #! unknown ambiguous 0


class TestReadBooking:
    """Tests for GET /bookings/{id}."""

    def test_missing_booking(self):
        response = client.get("/bookings/999999", headers=login_as("grace"))
        assert response.status_code == 404  #! status-only shape 1 error-status
        assert response.json()["detail"] == "Booking not found"  #! value business 3

    def test_list_bookings(self):
        response = client.get("/bookings", headers=login_as("grace"))
        assert response.status_code == 200  #! status-only shape 1
        data = response.json()
        assert isinstance(data, list)  #! type-only shape 1
        assert len(data) >= 0  #! vacuous none 0 impossible
        for row in data:
            assert "id" in row  #! shape shape 1 loop-unknown
            assert "guest" in row and "room_id" in row  #! shape shape 1 loop-unknown

    def test_list_if_any(self):
        data = client.get("/bookings", headers=login_as("grace")).json()
        if data:
            assert data[0]["room_id"] == 12  #! value business 1 conditional

    def test_empty_calendar(self):
        response = client.get("/rooms/77/calendar", headers=login_as("grace"))
        assert response.json()["items"] == []  #! size business 2 absent
        assert set(response.json()) == {"room_id", "items", "next"}  #! shape shape 2


class TestCancel:
    def test_cancel_calls_the_gateway(self):
        with patch("app.services.cancel.refund", new_callable=AsyncMock) as refund:
            response = client.post("/bookings/5/cancel", headers=login_as("grace"))
        assert response.status_code == 202  #! status-only shape 1
        refund.assert_awaited_once()  #! call shape 1
        assert refund.await_args.kwargs["reason"] == "guest-request"  #! call-args business 2

    def test_cancel_twice_refunds_once(self):
        with patch("app.services.cancel.refund", new_callable=AsyncMock) as refund:
            client.post("/bookings/6/cancel", headers=login_as("grace"))
            client.post("/bookings/6/cancel", headers=login_as("grace"))
        assert refund.await_count == 1  #! call shape 1

    def test_cancel_unknown_booking(self):
        with patch("app.services.cancel.refund", new_callable=AsyncMock) as refund:
            client.post("/bookings/404/cancel", headers=login_as("grace"))
        refund.assert_not_awaited()  #! call business 2 absent


def test_booking_model():
    booking = Booking(room_id=1, guest="a@b.c")
    assert booking is not None  #! vacuous none 0 impossible
    assert hasattr(booking, "room_id")  #! shape shape 1
    assert booking.cancelled_at is None  #! existence business 2 absent


def test_app_starts():
    """The import above would have failed."""
    assert True  #! vacuous none 0 constant


def test_shutdown_is_quiet():
    with TestClient(app) as local:
        local.get("/health")
