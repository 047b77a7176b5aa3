"""Tests of the examples: those below unit need nothing, those below integration a running cluster."""
