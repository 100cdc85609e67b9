import { expect, it } from 'vitest';
import { Rate } from '../../../src/lib/state/rate';

it('says nothing before a second of samples', () => {
  const rate = new Rate();
  expect(rate.bytesPerSecond).toBe(null);
  rate.add(0, 0);
  rate.add(999, 5000);
  expect(rate.bytesPerSecond).toBe(null);
  rate.add(1000, 5000);
  expect(rate.bytesPerSecond).toBe(5000);
});

it('forgets what is older than its window, so that a stop shows', () => {
  const rate = new Rate(5000);
  rate.add(0, 0);
  rate.add(1000, 1_000_000);
  for (let at = 2000; at <= 8000; at += 1000) rate.add(at, 1_000_000);
  expect(rate.bytesPerSecond).toBe(0);
});

it('is never negative: bytes that proved wrong are given back', () => {
  const rate = new Rate();
  rate.add(0, 5000);
  rate.add(2000, 1000);
  expect(rate.bytesPerSecond).toBe(0);
});

it('begins afresh after a long silence: the hour in which the device slept is not how slow the line is', () => {
  const rate = new Rate(5000);
  rate.add(0, 0);
  rate.add(1000, 1_000_000);
  rate.add(3_600_000, 1_000_000);
  expect(rate.bytesPerSecond).toBe(null);
  rate.add(3_601_000, 2_000_000);
  expect(rate.bytesPerSecond).toBe(1_000_000);
});

it('begins afresh when it is told to', () => {
  const rate = new Rate(5000);
  rate.add(0, 0);
  rate.add(2000, 2_000_000);
  rate.clear();
  expect(rate.bytesPerSecond).toBe(null);
});
