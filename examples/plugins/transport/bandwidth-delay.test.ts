import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TransportFacts } from '../dwcp-plugin.d.ts';
import { chooseStreams, streamLimits } from './bandwidth-delay.ts';

const bbr: TransportFacts = {
  windowBytes: 1_000_000,
  segmentBytes: 1_460,
  pacingMbps: 125,
  congestionControl: 'bbr',
  maxStreams: 512,
};
const cubic: TransportFacts = { ...bbr, congestionControl: 'cubic' };

// region: test
test('fills the long path: 450 Mbps × 300 ms are 16.875 MB in flight, and a window is 1 MB', () => {
  assert.equal(chooseStreams({ rttMs: 300, lossRatio: 0, bandwidthMbps: 450 }, bbr), 17);
});

test('on a short path pacing decides: 10,000 Mbps at 125 Mbps a stream', () => {
  assert.equal(chooseStreams({ rttMs: 1, lossRatio: 0, bandwidthMbps: 10_000 }, bbr), 80);
});

test('loss asks for more streams of cubic, and for none of bbr', () => {
  const lossy = { rttMs: 100, lossRatio: 0.01, bandwidthMbps: 450 };
  // 1.22 × 1,460 bytes × 8 ÷ 0.1 s ÷ √0.01 = 1.42 Mbps a stream; six tenths of 450 Mbps need 189 of them.
  assert.equal(chooseStreams(lossy, cubic), 189);
  assert.equal(chooseStreams(lossy, bbr), 6);
});
// endregion

test('never opens more than the transport has, nor fewer than one', () => {
  assert.equal(chooseStreams({ rttMs: 1_000, lossRatio: 0, bandwidthMbps: 10_000 }, bbr), 512);
  assert.equal(chooseStreams({ rttMs: 1, lossRatio: 0, bandwidthMbps: 10 }, cubic), 1);
});

test('a stream carries the least of window, pacing and what the loss leaves it', () => {
  const limits = streamLimits({ rttMs: 100, lossRatio: 0.01, bandwidthMbps: 450 }, cubic);
  assert.equal(limits.windowMbps, 80);
  assert.equal(limits.pacingMbps, 125);
  assert.ok(Math.abs(limits.lossMbps - 1.424_96) < 1e-9);
});

test('without pacing the window decides alone', () => {
  const path = { rttMs: 1, lossRatio: 0, bandwidthMbps: 10_000 };
  assert.equal(chooseStreams(path, { ...bbr, pacingMbps: null }), 2);
});
