import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

type Scheme = 'light' | 'dark';
type Rgb = [number, number, number];

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');

/** OKLCH → linear sRGB (Ottosson's matrices). Values outside 0–1 are outside sRGB. */
function linear(l: number, c: number, h: number): Rgb {
  const a = c * Math.cos((h * Math.PI) / 180);
  const b = c * Math.sin((h * Math.PI) / 180);
  const L = (l + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const M = (l - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const S = (l - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * L - 3.3077115913 * M + 0.2309699292 * S,
    -1.2684380046 * L + 2.6097574011 * M - 0.3413193965 * S,
    -0.0041960863 * L - 0.7034186147 * M + 1.707614701 * S,
  ];
}

const encode = (v: number) => (v <= 0.0031308 ? 12.92 * v : 1.055 * v ** (1 / 2.4) - 0.055);
const decode = (v: number) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);

function raw(scheme: Scheme, token: string): Rgb {
  const found = css.match(new RegExp(`--${scheme}-${token}: oklch\\(([\\d.]+) ([\\d.]+) ([\\d.]+)\\)`));
  if (!found) throw new Error(`no token ${scheme} ${token}`);
  return linear(Number(found[1]), Number(found[2]), Number(found[3]));
}

/** What a screen shows: 8 bits per channel. */
const shown = (rgb: Rgb): Rgb => rgb.map((v) => Math.round(encode(Math.min(1, Math.max(0, v))) * 255) / 255) as Rgb;
const color = (scheme: Scheme, token: string) => shown(raw(scheme, token));

function luminance([r, g, b]: Rgb): number {
  return 0.2126 * decode(r) + 0.7152 * decode(g) + 0.0722 * decode(b);
}

function contrast(one: Rgb, other: Rgb): number {
  const [low, high] = [luminance(one), luminance(other)].sort((x, y) => x - y) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

const over = (top: Rgb, share: number, below: Rgb): Rgb =>
  top.map((v, i) => v * share + (below[i] ?? 0) * (1 - share)) as Rgb;

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
