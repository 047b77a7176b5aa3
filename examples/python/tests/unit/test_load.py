"""What a load test says of a cluster that stalls depends on who waits for whom."""

from __future__ import annotations

import unittest

from dwcp.load import closed_load, open_load, percentile
from tests.fakes import FakeClock


class StallingCluster:
    """Answers in 10 ms, but stands still from second 5 to second 7."""

    def __init__(self, clock: FakeClock) -> None:
        self.clock = clock
        self.begun = clock.now()

    def __call__(self) -> None:
        at = self.clock.now() - self.begun
        if 5 <= at < 7:
            self.clock.seconds = self.begun + 7
        self.clock.seconds += 0.01


class LoadTest(unittest.TestCase):
    # region: test-omission
    def test_closed_load_hides_a_stall_that_open_load_shows(self) -> None:
        clock = FakeClock()
        closed = closed_load(StallingCluster(clock), clock, seconds=20)
        clock = FakeClock()
        opened = open_load(StallingCluster(clock), clock, seconds=20, per_second=50)
        # One of 1,802 calls was in the stall, because nobody called while it lasted.
        self.assertEqual(sum(each > 0.02 for each in closed), 1)
        self.assertAlmostEqual(percentile(closed, 0.99), 0.01, places=3)
        # Of 1,000 calls that were due, 199 waited: those of the stall, and those that queued up behind them.
        self.assertEqual(sum(each > 0.02 for each in opened), 199)
        self.assertGreater(percentile(opened, 0.99), 1.9)

    # endregion

    def test_percentiles_are_values_that_were_measured(self) -> None:
        values = [float(number) for number in range(1, 101)]
        self.assertEqual([percentile(values, share) for share in (0.07, 0.5, 0.95, 1)], [7, 50, 95, 100])
        self.assertEqual(percentile([3.0], 0.99), 3.0)
        with self.assertRaises(ValueError):
            percentile([], 0.5)


if __name__ == "__main__":
    unittest.main()
