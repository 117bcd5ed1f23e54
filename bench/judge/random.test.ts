import { describe, expect, it } from 'vitest';
import { randomOf } from './random';

const COUNT = 40_000;
const sample = (draw: () => number) => {
  const values = Array.from({ length: COUNT }, draw);
  const mean = values.reduce((sum, value) => sum + value, 0) / COUNT;
  return { mean, variance: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / COUNT };
};

describe('draws have the mean and the variance of their law', () => {
  it.each([0.3, 1, 8, 59, 200])('Poisson %d', (mean) => {
    const random = randomOf(1, mean);
    const found = sample(() => random.poisson(mean));
    expect(Math.abs(found.mean - mean)).toBeLessThan(4 * Math.sqrt(mean / COUNT));
    expect(Math.abs(found.variance / mean - 1)).toBeLessThan(0.05);
  });

  it.each([1, 3, 10])('geometric %d', (mean) => {
    const random = randomOf(2, mean);
    const found = sample(() => random.geometric(mean));
    expect(Math.abs(found.mean / mean - 1)).toBeLessThan(0.03);
    expect(Math.abs(found.variance - mean * (mean - 1))).toBeLessThanOrEqual(0.06 * mean * mean);
  });

  it('normal', () => {
    const random = randomOf(3);
    const found = sample(random.normal);
    expect(Math.abs(found.mean)).toBeLessThan(0.02);
    expect(Math.abs(found.variance - 1)).toBeLessThan(0.03);
  });
});

it('streams of other names are other streams', () => {
  const first = [
    [1, 0, 0, 0],
    [1, 0, 0, 1],
    [1, 0, 1, 0],
    [1, 1, 0, 0],
    [2, 0, 0, 0],
  ].map((parts) => randomOf(...parts).uniform());
  expect(new Set(first).size).toBe(5);
});
