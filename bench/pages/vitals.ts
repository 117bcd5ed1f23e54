import type { Page } from '@playwright/test';

/** What a person on this page felt, in ms: when the largest thing was painted, the slowest answer to their hands. */
export type Vitals = { lcp: number; inp: number };

/**
 * Runs in the page before anything of it: Chromium's own measurements, as web-vitals takes them. A text, since what
 * compiles this file adds helpers to functions that the page does not have.
 */
const OBSERVE = `
  const seen = (window.seen = { lcp: 0, inp: 0 });
  const watch = (type, note) =>
    new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true, durationThreshold: 16 });
  watch('largest-contentful-paint', (entry) => { seen.lcp = entry.startTime; });
  watch('event', (entry) => { if (entry.interactionId > 0) seen.inp = Math.max(seen.inp, entry.duration); });
`;

/** The keys of every page: the sheet of shortcuts, the palette with a search, the density, and back. */
const HANDS = ['?', 'Escape', 'Control+k', 'c', 'h', 'e', 'Escape', 'd', 'd', '[', '['];
const BETWEEN_MS = 250;

/** Opens the page in this tab with an empty cache of its own, then uses it for a few seconds. */
export async function vitalsOf(page: Page, url: string): Promise<Vitals> {
  await page.addInitScript(OBSERVE);
  await page.goto(url, { waitUntil: 'load' });
  await page.waitForTimeout(2_500);
  for (const key of HANDS) {
    await page.keyboard.press(key);
    await page.waitForTimeout(BETWEEN_MS);
  }
  return page.evaluate(() => (window as unknown as { seen: Vitals }).seen);
}
