"""Tests without a network and without waiting."""
