"""Clients and controllers for DWCP v3, as the developer manual shows them."""
