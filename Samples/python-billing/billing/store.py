"""Invoices of many tenants in one place; nobody sees what is not theirs."""


class NotFound(KeyError):
    pass


class InvoiceStore:
    def __init__(self):
        self._invoices = {}

    def save(self, invoice):
        self._invoices[invoice.number] = invoice
        return invoice

    def get(self, tenant_id, number):
        invoice = self._invoices.get(number)
        if invoice is None or invoice.tenant_id != tenant_id or invoice.deleted:
            raise NotFound(number)
        return invoice

    def list(self, tenant_id, only_open=False):
        found = [
            invoice
            for invoice in self._invoices.values()
            if invoice.tenant_id == tenant_id and not invoice.deleted
        ]
        if only_open:
            found = [invoice for invoice in found if not invoice.is_paid()]
        return sorted(found, key=lambda invoice: invoice.number)

    def delete(self, tenant_id, number):
        """Soft: the row stays for the books."""
        self.get(tenant_id, number).deleted = True

    def revenue(self, tenant_id):
        return sum(invoice.total() for invoice in self.list(tenant_id))
