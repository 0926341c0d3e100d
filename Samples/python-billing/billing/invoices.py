"""Invoices: lines, discounts, tax, totals."""

from dataclasses import dataclass, field

from .money import percent_of

TAX_PERCENT = {"standard": 19, "reduced": 7, "exempt": 0}
BULK_QUANTITY = 10
BULK_DISCOUNT_PERCENT = 5
LARGEST_DISCOUNT_PERCENT = 30


@dataclass
class Line:
    description: str
    quantity: int
    unit_cents: int
    tax: str = "standard"

    def net(self):
        """The price without tax; ten or more of a thing are five per cent cheaper."""
        gross = self.quantity * self.unit_cents
        if self.quantity >= BULK_QUANTITY:
            return gross - percent_of(gross, BULK_DISCOUNT_PERCENT)
        return gross


@dataclass
class Invoice:
    number: str
    tenant_id: str
    lines: list = field(default_factory=list)
    discount_percent: int = 0
    paid_cents: int = 0
    deleted: bool = False

    def add(self, line):
        if line.quantity <= 0:
            raise ValueError("quantity must be positive")
        if line.unit_cents < 0:
            raise ValueError("price must not be negative")
        if line.tax not in TAX_PERCENT:
            raise ValueError(f"unknown tax class {line.tax!r}")
        self.lines.append(line)

    def net(self):
        """All lines less the discount, which is capped."""
        subtotal = sum(line.net() for line in self.lines)
        percent = min(self.discount_percent, LARGEST_DISCOUNT_PERCENT)
        return subtotal - percent_of(subtotal, percent)

    def tax(self):
        """Tax per class on the discounted amounts, rounded per class."""
        percent = min(self.discount_percent, LARGEST_DISCOUNT_PERCENT)
        total = 0
        for name, rate in TAX_PERCENT.items():
            base = sum(line.net() for line in self.lines if line.tax == name)
            base -= percent_of(base, percent)
            total += percent_of(base, rate)
        return total

    def total(self):
        return self.net() + self.tax()

    def open_cents(self):
        """What is still to be paid; overpaying leaves nothing open."""
        return max(0, self.total() - self.paid_cents)

    def is_paid(self):
        return self.paid_cents >= self.total()
