import { describe, expect, it } from 'vitest';
import { color, contrast, css, deltaE, difference, lab, over, type Rgb, raw, type Scheme } from '@/lib/testing/color';

const SURFACES = ['canvas', 'sunken', 'surface', 'raised', 'hover', 'selected'];
const worst = (scheme: Scheme, token: string) =>
  Math.min(...SURFACES.map((surface) => contrast(color(scheme, token), color(scheme, surface))));

/** token: light on surface, light worst, dark on surface, dark worst, floor. */
const PROMISED: [string, number, number, number, number, number][] = [
  ['border-control', 3.56, 3.14, 3.61, 3.07, 3],
  ['text-1', 16.73, 14.73, 15.72, 13.36, 4.5],
  ['text-2', 8.49, 7.48, 8.99, 7.64, 4.5],
  ['text-3', 5.87, 5.17, 6.25, 5.31, 4.5],
  ['text-disabled', 3.51, 3.09, 3.7, 3.15, 3],
  ['accent', 15.03, 13.23, 15.72, 13.36, 3],
  ['canary', 7.01, 6.18, 8.7, 7.4, 3],
  ['baseline', 4.48, 3.95, 6.22, 5.28, 3],
  ['needs', 3.46, 3.04, 11.27, 9.58, 3],
  ['needs-text', 6.78, 5.97, 11.27, 9.58, 4.5],
  ['failing', 6.85, 6.04, 5.4, 4.59, 3],
  ['failing-text', 6.85, 6.04, 6.53, 5.56, 4.5],
  ['holding', 3.5, 3.08, 4.56, 3.88, 3],
  ['done', 12.72, 11.2, 14.41, 12.25, 4.5],
  ['unknown', 4.88, 4.3, 3.84, 3.26, 3],
];

describe('tokens', () => {
  it.each(PROMISED)('%s keeps its contrast', (token, light, lightWorst, dark, darkWorst, floor) => {
    expect(contrast(color('light', token), color('light', 'surface'))).toBeCloseTo(light, 1);
    expect(contrast(color('dark', token), color('dark', 'surface'))).toBeCloseTo(dark, 1);
    expect(worst('light', token)).toBeCloseTo(lightWorst, 1);
    expect(worst('dark', token)).toBeCloseTo(darkWorst, 1);
    expect(Math.min(worst('light', token), worst('dark', token))).toBeGreaterThanOrEqual(floor);
  });

  it.each([
    ['light', 'accent', 14.65],
    ['light', 'failing', 6.68],
    ['dark', 'accent', 15.88],
    ['dark', 'failing', 5.46],
  ] as const)('%s: text on solid %s is %s', (scheme, fill, promised) =>
    expect(contrast(color(scheme, 'on-accent'), color(scheme, fill))).toBeCloseTo(promised, 1),
  );

  it.each([
    ['light', 'needs', 6.19],
    ['light', 'failing', 6.08],
    ['dark', 'needs', 9.3],
    ['dark', 'failing', 5.66],
  ] as const)('%s: %s text on its own tint is %s', (scheme, tone, promised) => {
    const tint = color(scheme, `${tone}-tint`);
    expect(contrast(color(scheme, `${tone}-text`), tint)).toBeCloseTo(promised, 1);
    expect(contrast(color(scheme, 'text-1'), tint)).toBeGreaterThanOrEqual(12.97);
  });

  it.each([
    ['canary', 6.1, 7.35, 5.13, 5.76],
    ['baseline', 3.9, 5.25, 3.28, 4.12],
    ['failing', 5.97, 4.56, 5.01, 3.58],
    ['text-2', 7.39, 7.59, 6.21, 5.95],
  ] as const)('%s stays legible over the hold shade and the band', (token, light, dark, lightBand, darkBand) => {
    const promised = { light: [light, lightBand], dark: [dark, darkBand] } as const;
    for (const scheme of ['light', 'dark'] as const) {
      const shade = over(color(scheme, 'text-1'), 0.07, color(scheme, 'surface'));
      const band = over(color(scheme, 'canary'), 0.12, shade);
      expect(contrast(color(scheme, token), shade)).toBeCloseTo(promised[scheme][0], 1);
      expect(contrast(color(scheme, token), band)).toBeCloseTo(promised[scheme][1], 1);
    }
  });

  it.each([
    ['light', 1.32],
    ['dark', 1.34],
  ] as const)('%s heat steps differ by at least %s', (scheme, floor) => {
    for (let step = 0; step < 6; step += 1) {
      const ratio = contrast(color(scheme, `heat-${step}`), color(scheme, `heat-${step + 1}`));
      expect(ratio).toBeGreaterThanOrEqual(floor - 0.005);
    }
  });

  it('stays inside sRGB', () => {
    for (const [, scheme, token] of css.matchAll(/--(light|dark)-([a-z0-9-]+): oklch\([\d. ]+\);/g)) {
      for (const channel of raw(scheme as Scheme, token ?? '')) {
        expect(channel, `${scheme} ${token}`).toBeGreaterThan(-0.0015);
        expect(channel, `${scheme} ${token}`).toBeLessThan(1.0015);
      }
    }
  });
});

/** light: normal, deuteranopia, protanopia, tritanopia, ΔL*; then the same in dark. */
const APART: [string, string, number[], number[]][] = [
  ['needs', 'failing', [23.6, 17.6, 20.9, 18.0, 19.0], [36.0, 16.4, 25.7, 22.9, 23.7]],
  ['holding', 'canary', [19.8, 19.7, 19.7, 16.4, 19.3], [16.9, 17.0, 16.9, 16.9, 19.8]],
  ['holding', 'unknown', [19.8, 20.1, 20.3, 22.4, 9.4], [18.6, 19.2, 18.8, 21.1, 4.9]],
  ['canary', 'baseline', [25.7, 26.9, 24.7, 19.8, 12.2], [21.7, 21.8, 21.9, 23.5, 10.7]],
  ['canary', 'failing', [46.1, 57.0, 51.3, 60.4, 0.6], [47.2, 50.6, 48.0, 75.2, 14.9]],
];
/** The models' matrices are published with different rounding. */
const MODEL_ROUNDING = 0.6;
const SIGHTS = ['normal', 'deuteranopia', 'protanopia', 'tritanopia'] as const;
const MARKS = ['needs', 'canary', 'holding', 'failing', 'done', 'unknown'];

describe('colour vision', () => {
  it('computes CIEDE2000 as published', () => {
    const red: Rgb = [1, 0, 0];
    expect(deltaE(red, red)).toBe(0);
    expect(deltaE([1, 1, 1], [0, 0, 0])).toBeCloseTo(100, 0);
  });

  it.each(APART)('%s and %s stay apart', (one, other, light, dark) => {
    const promised = { light, dark };
    for (const scheme of ['light', 'dark'] as const) {
      const [a, b] = [color(scheme, one), color(scheme, other)];
      SIGHTS.forEach((sight, index) => {
        const off = Math.abs(difference(sight, a, b) - (promised[scheme][index] ?? 0));
        expect(off, `${scheme} ${sight}`).toBeLessThan(MODEL_ROUNDING);
      });
      expect(Math.abs(lab(a)[0] - lab(b)[0]), `${scheme} lightness`).toBeCloseTo(promised[scheme][4] ?? 0, 0);
    }
  });

  it('keeps every pair of status marks at least 15 apart for everyone', () => {
    for (const scheme of ['light', 'dark'] as const) {
      for (const [index, one] of MARKS.entries()) {
        for (const other of MARKS.slice(index + 1)) {
          for (const sight of SIGHTS) {
            const apart = difference(sight, color(scheme, one), color(scheme, other));
            expect(apart, `${scheme} ${sight}: ${one} and ${other}`).toBeGreaterThanOrEqual(15);
          }
        }
      }
    }
  });
});
