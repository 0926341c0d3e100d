"""Exchange rates, served on a port that depends on the folder, which makes one test flaky."""

import os

RATES = {"USD": 108, "GBP": 84}


def convert(cents, currency):
    """Whole cents of `currency` for an amount in EUR."""
    if currency not in RATES:
        raise KeyError(currency)
    return cents * RATES[currency] // 100


def port(folder):
    """A port for the checkout in `folder`, so that two checkouts do not collide."""
    return 8000 + sum(map(ord, folder)) % 2


def own_port():
    return port(os.getcwd())
