import type { Page } from '@playwright/test';
import { focusSeen, focusUnseen, NOTHING } from '../fixtures/keys';
import { open } from '../fixtures/live';
import { fits } from '../fixtures/quiet';
import { LONG_GATED } from '../fixtures/scene';
import { expect, test } from '../fixtures/test';
import { OverviewPage } from '../pages/overview-page';

/** 1440×900 at 200 %. */
const ZOOMED = { width: 720, height: 450, scale: 2 };

/** WCAG 1.4.12: what a reader may set, and nothing is lost. */
const SPACED = `* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
  p { margin-bottom: 2em !important }`;

/** Tab goes from stop to stop: each shows its ring, and no bar that lies over the page hides it. */
async function walk(page: Page, presses: number): Promise<void> {
  await page.evaluate(() => scrollTo(0, 0));
  for (let press = 0; press < presses; press += 1) {
    await page.keyboard.press('Tab');
    const unseen = await focusUnseen(page);
    // Past its end, the browser's own controls have their turn.
    if (unseen === NOTHING) continue;
    expect(unseen, `${page.url()}: has the focus without showing it`).toBeNull();
    const hidden = await page.evaluate(() => {
      const at = document.activeElement;
      if (!at || at === document.body) return null;
      const box = at.getBoundingClientRect();
      // Of what is longer than the screen, the part that is in sight.
      const [left, top] = [Math.max(0, box.left), Math.max(0, box.top)];
      const [width, height] = [Math.min(innerWidth, box.right) - left, Math.min(innerHeight, box.bottom) - top];
      const seen = [0.1, 0.5, 0.9].some((x) =>
        [0.1, 0.5, 0.9].some((y) => {
          const hit = document.elementFromPoint(left + width * x, top + height * y);
          // A box that is drawn for the eyes stands before an input that is there for the keys.
          return hit !== null && (at.contains(hit) || at.parentElement?.contains(hit) === true);
        }),
      );
      return seen ? null : at.outerHTML.slice(0, 200);
    });
    expect(hidden, `${page.url()}: the focus is where nobody sees it`).toBeNull();
  }
}

test('at 200 % nothing lies beside the screen or under a bar, also with the reader’s own spacing', async ({
  api,
  as,
  scene,
}) => {
  const sample = await scene({ plan: LONG_GATED });
  sample.healthy('2.0.0');
  const { id } = await sample.start('2.0.0');
  await api.until(id, 'holding');
  const page = await as('admin', ZOOMED);
  // What several releases are chosen for in a wide window is there in a zoomed one too.
  await open(page, '/overview');
  await page.getByRole('checkbox', { name: `Select ${sample.name} 2.0.0` }).press('Space');
  await expect(page.getByRole('region', { name: 'Selected releases' })).toContainText('1 selected');
  await page.keyboard.press('p');
  await expect(page.getByRole('dialog', { name: /^Pause/ })).toBeVisible();
  for (const path of [
    '/overview',
    `/releases/${id}`,
    '/oncall',
    '/freezes',
    `/plans/${sample.name}/edit`,
    `/services/${sample.name}/edit`,
    '/audit',
  ]) {
    await open(page, path);
    await fits(page);
    await walk(page, 25);
    await page.addStyleTag({ content: SPACED });
    await fits(page);
  }
});

test('where colours are the system’s, words and marks say it and rings show the focus', async ({ api, as, scene }) => {
  const sample = await scene({ plan: LONG_GATED });
  const { id } = await sample.start('2.0.0');
  await api.until(id, 'holding');
  const page = await as('operator');
  await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' });
  const overview = new OverviewPage(page);
  await overview.goto();
  const status = overview.row(id).getByRole('gridcell').first();
  await expect(status).toContainText('Holding');
  await expect(status.locator('svg').first()).toBeVisible();
  await page.keyboard.press('4');
  const card = page.getByRole('button', { name: /^Holding/ });
  await expect(card).toHaveAttribute('aria-pressed', 'true');
  await card.focus();
  await focusSeen(page);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('option', { selected: true })).toHaveCSS('outline-style', 'solid');
  // Nothing moves for who asked for that.
  const moving = await page.evaluate(() =>
    [...document.querySelectorAll('*')].flatMap((node) => {
      const { transitionDuration, animationDuration } = getComputedStyle(node);
      return [transitionDuration, animationDuration].join().replaceAll(/0m?s|[, ]/g, '') === '' ? [] : [node.className];
    }),
  );
  expect(moving).toEqual([]);
  await page.keyboard.press('Escape');
  await overview.row(id).focus();
  await page.keyboard.press('r');
  await expect(page.getByRole('dialog', { name: /^Roll back/ })).toBeVisible();
});
