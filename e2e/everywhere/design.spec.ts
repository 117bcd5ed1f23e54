import type { Page } from '@playwright/test';
import { accessible } from '../fixtures/axe';
import { quiet } from '../fixtures/quiet';
import { expect, test } from '../fixtures/test';

/**
 * Pictures of the design page (app/design), whose moment and data never change. After a change that is meant:
 * `npx playwright test e2e/everywhere/design --update-snapshots`, and look at every picture before it is committed.
 */
const SECTIONS = [
  'first-lines',
  'status',
  'ring-rail',
  'empty',
  'failed',
  'stale-and-down',
  'hurting',
  'executive',
  'canary-against-baseline',
  'buttons',
  'fields',
  'lists-and-tables',
];

/** Where more contrast changes most: borders, hatches, bands. */
const CONTRASTED = ['status', 'ring-rail', 'stale-and-down', 'canary-against-baseline', 'fields'];

const LOOKS = [
  { name: 'light', media: { colorScheme: 'light' }, sections: SECTIONS },
  { name: 'dark', media: { colorScheme: 'dark' }, sections: SECTIONS },
  { name: 'contrast', media: { colorScheme: 'light', contrast: 'more' }, sections: CONTRASTED },
  { name: 'forced', media: { colorScheme: 'dark', forcedColors: 'active' }, sections: ['status'] },
] as const;

async function openDesign(page: Page): Promise<void> {
  // The page that failed asks whether Rampart works again, and would load itself anew.
  await page.route('**/api/readyz', (route) => route.fulfill({ status: 200, body: '{}' }));
  await page.goto('/design');
  await expect(page.locator('#canary-against-baseline').getByRole('figure')).toHaveCount(4);
  // The charts are there, and as wide as their boxes: their script has run.
  await page.waitForFunction(() =>
    [...document.querySelectorAll('figure')].every((one) => Object.keys(one).some((key) => key.startsWith('__react'))),
  );
  await page.evaluate(() => document.fonts.ready);
}

for (const { name, media, sections } of LOOKS) {
  test(`every component looks as it should: ${name}`, async ({ page }) => {
    const { check } = quiet(page);
    await page.emulateMedia({ ...media, reducedMotion: 'reduce' });
    await openDesign(page);
    for (const id of sections) await expect.soft(page.locator(`#${id}`)).toHaveScreenshot(`${id}-${name}.png`);
    // Forced colours are the reader's own: nothing of ours to measure.
    if (name !== 'forced') await accessible(page);
    check();
  });
}

test('so do its dialogs and its toasts', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await openDesign(page);
  for (const [button, picture] of [
    ['Roll back dialog', 'dialog-safety'],
    ['Advance dialog', 'dialog-exposure'],
    ['Receipt', 'dialog-receipt'],
  ] as const) {
    await page.getByRole('button', { name: button }).click();
    const dialog = page.getByRole('dialog');
    await expect.soft(dialog).toHaveScreenshot(`${picture}.png`);
    await page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
  }
  await page.getByRole('button', { name: 'Toasts' }).click();
  await expect.soft(page.getByRole('region', { name: 'Notices' })).toHaveScreenshot('toasts.png');
});

test('compact rows, and the same on a phone', async ({ page, context, baseURL }) => {
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await context.addCookies([{ name: 'rampart-density', value: 'compact', url: baseURL ?? '' }]);
  await openDesign(page);
  await expect.soft(page.locator('#lists-and-tables')).toHaveScreenshot('lists-and-tables-compact.png');
  await page.setViewportSize({ width: 390, height: 844 });
  // The bar by the thumb lies over what is pictured.
  await page.addStyleTag({ content: 'nav[aria-label="Quick"] { display: none }' });
  for (const id of ['stale-and-down', 'hurting', 'lists-and-tables'])
    await expect.soft(page.locator(`#${id}`)).toHaveScreenshot(`${id}-phone.png`);
});
