"""Amounts in cents, rounded half up, because invoices must add up to the cent."""

from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("1")


def round_cents(amount):
    """Round an amount of cents half up to whole cents."""
    return int(Decimal(amount).quantize(CENT, rounding=ROUND_HALF_UP))


def percent_of(cents, percent):
    """A percentage of an amount, in whole cents."""
    return round_cents(Decimal(cents) * Decimal(str(percent)) / Decimal(100))


def format_cents(cents, currency="EUR"):
    """Write cents the way they stand on an invoice: ``EUR 1,234.50``."""
    sign = "-" if cents < 0 else ""
    whole, rest = divmod(abs(cents), 100)
    return f"{sign}{currency} {whole:,}.{rest:02d}"


def split_evenly(cents, parts):
    """Split an amount so that the parts differ by at most a cent and add up again."""
    if parts <= 0:
        raise ValueError("parts must be positive")
    share, rest = divmod(cents, parts)
    return [share + 1 if index < rest else share for index in range(parts)]
