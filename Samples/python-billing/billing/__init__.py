"""Invoices, payments and refunds for several tenants."""
