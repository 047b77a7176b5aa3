"""Tests against the training cluster at DWCP_URL; they are skipped where the variable is not set."""
