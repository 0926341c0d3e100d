"""Payments and refunds."""

from .access import require

REFUND_DAYS = 30


class RefundRefused(Exception):
    pass


class Payments:
    def __init__(self, store):
        self.store = store
        self.seen_keys = {}

    def pay(self, user, number, cents, idempotency_key):
        """Book a payment once per key, however often it is sent."""
        require(user, "write", user["tenant_id"])
        if idempotency_key in self.seen_keys:
            return self.seen_keys[idempotency_key]
        if cents <= 0:
            raise ValueError("payment must be positive")
        invoice = self.store.get(user["tenant_id"], number)
        invoice.paid_cents += cents
        receipt = {"number": number, "cents": cents, "open": invoice.open_cents()}
        self.seen_keys[idempotency_key] = receipt
        return receipt

    def refund(self, user, number, cents, days_since_payment):
        """Pay back, at most what was paid, within thirty days, by a manager."""
        require(user, "refund", user["tenant_id"])
        invoice = self.store.get(user["tenant_id"], number)
        if days_since_payment > REFUND_DAYS:
            raise RefundRefused("too late")
        if cents > invoice.paid_cents:
            raise RefundRefused("more than was paid")
        invoice.paid_cents -= cents
        return {"number": number, "refunded": cents, "paid": invoice.paid_cents}
