import { readFileSync } from 'node:fs';

/** Colour arithmetic for the tests of tokens.css. */

export type Scheme = 'light' | 'dark';
export type Rgb = [number, number, number];

export const css = readFileSync(new URL('../../components/tokens.css', import.meta.url), 'utf8');

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
export const decode = (v: number) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);

export function raw(scheme: Scheme, token: string): Rgb {
  const found = css.match(new RegExp(`--${scheme}-${token}: oklch\\(([\\d.]+) ([\\d.]+) ([\\d.]+)\\)`));
  if (!found) throw new Error(`no token ${scheme} ${token}`);
  return linear(Number(found[1]), Number(found[2]), Number(found[3]));
}

/** What a screen shows: 8 bits per channel. */
export const shown = (rgb: Rgb): Rgb =>
  rgb.map((v) => Math.round(encode(Math.min(1, Math.max(0, v))) * 255) / 255) as Rgb;
export const color = (scheme: Scheme, token: string) => shown(raw(scheme, token));

function luminance([r, g, b]: Rgb): number {
  return 0.2126 * decode(r) + 0.7152 * decode(g) + 0.0722 * decode(b);
}

export function contrast(one: Rgb, other: Rgb): number {
  const [low, high] = [luminance(one), luminance(other)].sort((x, y) => x - y) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

export const over = (top: Rgb, share: number, below: Rgb): Rgb =>
  top.map((v, i) => v * share + (below[i] ?? 0) * (1 - share)) as Rgb;

type Matrix = readonly [Rgb, Rgb, Rgb];
type Deficiency = 'deuteranopia' | 'protanopia' | 'tritanopia';

/** Machado, Oliveira and Fernandes 2009 at full severity, on linear sRGB. */
const MACHADO: Record<Deficiency, Matrix> = {
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

/** Viénot, Brettel and Mollon 1999; it has no model of tritanopia. */
const VIENOT: Partial<Record<Deficiency, Matrix>> = {
  protanopia: [
    [0.11238, 0.88762, 0],
    [0.11238, 0.88762, 0],
    [0.00401, -0.00401, 1],
  ],
  deuteranopia: [
    [0.29275, 0.70725, 0],
    [0.29275, 0.70725, 0],
    [-0.02234, 0.02234, 1],
  ],
};

/** How a colour (encoded sRGB) looks under a full deficiency, by each model that has one. */
export function seenWith(deficiency: Deficiency, rgb: Rgb): Rgb[] {
  const light = rgb.map(decode) as Rgb;
  return [MACHADO[deficiency], VIENOT[deficiency]]
    .filter((matrix) => matrix !== undefined)
    .map((matrix) => shown(matrix.map((row) => row[0] * light[0] + row[1] * light[1] + row[2] * light[2]) as Rgb));
}

/** CIE L*a*b* under D65. */
export function lab(rgb: Rgb): [number, number, number] {
  const [r, g, b] = rgb.map(decode) as Rgb;
  const f = (t: number) => (t > 216 / 24389 ? Math.cbrt(t) : ((24389 / 27) * t + 16) / 116);
  const x = f((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047);
  const y = f(0.2126729 * r + 0.7151522 * g + 0.072175 * b);
  const z = f((0.0193339 * r + 0.119192 * g + 0.9503041 * b) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

/** CIEDE2000 (Sharma, Wu and Dalal 2005). */
export function deltaE(one: Rgb, other: Rgb): number {
  const [l1, a1, b1] = lab(one);
  const [l2, a2, b2] = lab(other);
  const rad = Math.PI / 180;
  const meanC = (Math.hypot(a1, b1) + Math.hypot(a2, b2)) / 2;
  const g = 0.5 * (1 - Math.sqrt(meanC ** 7 / (meanC ** 7 + 25 ** 7)));
  const [p1, p2] = [a1 * (1 + g), a2 * (1 + g)];
  const [c1, c2] = [Math.hypot(p1, b1), Math.hypot(p2, b2)];
  const hue = (a: number, b: number) => (a === 0 && b === 0 ? 0 : (Math.atan2(b, a) / rad + 360) % 360);
  const [h1, h2] = [hue(p1, b1), hue(p2, b2)];
  const grey = c1 * c2 === 0;
  const turn = h2 - h1 > 180 ? h2 - h1 - 360 : h2 - h1 < -180 ? h2 - h1 + 360 : h2 - h1;
  const dH = 2 * Math.sqrt(c1 * c2) * Math.sin(((grey ? 0 : turn) / 2) * rad);
  const apart = Math.abs(h1 - h2) > 180;
  const meanH = grey ? h1 + h2 : apart ? (h1 + h2 + (h1 + h2 < 360 ? 360 : -360)) / 2 : (h1 + h2) / 2;
  const [dL, dC, L, C] = [l2 - l1, c2 - c1, (l1 + l2) / 2, (c1 + c2) / 2];
  const t =
    1 -
    0.17 * Math.cos((meanH - 30) * rad) +
    0.24 * Math.cos(2 * meanH * rad) +
    0.32 * Math.cos((3 * meanH + 6) * rad) -
    0.2 * Math.cos((4 * meanH - 63) * rad);
  const sL = 1 + (0.015 * (L - 50) ** 2) / Math.sqrt(20 + (L - 50) ** 2);
  const sC = 1 + 0.045 * C;
  const sH = 1 + 0.015 * C * t;
  const rC = 2 * Math.sqrt(C ** 7 / (C ** 7 + 25 ** 7));
  const rT = -rC * Math.sin(60 * Math.exp(-(((meanH - 275) / 25) ** 2)) * rad);
  return Math.sqrt((dL / sL) ** 2 + (dC / sC) ** 2 + (dH / sH) ** 2 + rT * (dC / sC) * (dH / sH));
}

/** The smallest difference any model gives under a deficiency; 'normal' is plain sight. */
export function difference(sight: Deficiency | 'normal', one: Rgb, other: Rgb): number {
  if (sight === 'normal') return deltaE(one, other);
  const others = seenWith(sight, other);
  return Math.min(...seenWith(sight, one).map((rgb, model) => deltaE(rgb, others[model] ?? rgb)));
}
