"""Quotation links: what may be said of one, which two are the same, and who decides."""
