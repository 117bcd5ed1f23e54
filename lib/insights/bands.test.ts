import { expect, it } from 'vitest';
import { bandOf } from './bands';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

it.each([
  ['deploymentFrequency', 6.1, 'elite'],
  ['deploymentFrequency', 0.71, 'elite'],
  ['deploymentFrequency', 0.5, 'high'],
  ['deploymentFrequency', 0.14, 'high'],
  ['deploymentFrequency', 0.1, 'medium'],
  ['deploymentFrequency', 0.03, 'medium'],
  ['deploymentFrequency', 0.01, 'low'],
  ['deploymentFrequency', 0, 'low'],
  ['changeLeadTimeMs', 9 * HOUR, 'elite'],
  ['changeLeadTimeMs', DAY, 'high'],
  ['changeLeadTimeMs', 7 * DAY, 'medium'],
  ['changeLeadTimeMs', 30 * DAY, 'low'],
  ['changeFailRate', 0, 'elite'],
  ['changeFailRate', 0.05, 'elite'],
  ['changeFailRate', 0.075, 'high'],
  ['changeFailRate', 0.15, 'medium'],
  ['changeFailRate', 0.151, 'low'],
  ['recoveryTimeMs', HOUR - 1, 'elite'],
  ['recoveryTimeMs', HOUR, 'high'],
  ['recoveryTimeMs', DAY, 'medium'],
  ['recoveryTimeMs', 7 * DAY, 'low'],
  ['recoveryTimeMs', null, null],
] as const)('%s of %s is %s', (measure, value, band) => expect(bandOf(measure, value, 1000)).toBe(band));

it.each([
  ['changeFailRate', 1, 1],
  ['changeFailRate', 0, 9],
  ['deploymentFrequency', 4, 1],
  ['changeLeadTimeMs', HOUR, 4],
  ['recoveryTimeMs', 60_000, 2],
] as const)('%s of %s from %s is no band', (measure, value, of) => {
  expect(bandOf(measure, value, of)).toBeNull();
  expect(bandOf(measure, value, 1000)).not.toBeNull();
});
