import type { Page } from '@playwright/test';
import { quiet } from '../fixtures/quiet';
import { LONG, LONG_GATED } from '../fixtures/scene';
import { expect, test } from '../fixtures/test';

/** Holds back the scripts in which these words stand: they come last, and late, as on a bad network. */
async function holdBack(page: Page, words: string): Promise<() => void> {
  let letGo: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await page.route('**/_next/static/**/*.js', async (route) => {
    const answer = await route.fetch();
    const body = await answer.text();
    if (body.includes(words)) await held;
    await route.fulfill({ response: answer, body });
  });
  return letGo;
}

test('what is pressed before any script is there is kept, said, and happens when they are: it asks, as always', async ({
  api,
  as,
  scene,
}) => {
  const sample = await scene({ plan: LONG });
  const { id } = await sample.start('2.0.0');
  await api.until(id, 'holding');
  const page = await as('operator', { width: 390, height: 844, touch: true });
  const { check } = quiet(page);
  const letGo = await holdBack(page, '');
  await page.goto(`/releases/${id}`, { waitUntil: 'commit' });
  const pause = page.getByRole('main').getByRole('button', { name: /Pause/ });
  await pause.tap();
  const rollBack = page.getByRole('main').getByRole('button', { name: /Roll back/ });
  await rollBack.tap();
  await expect(rollBack).toHaveAttribute('aria-busy', 'true');
  await expect(pause).not.toHaveAttribute('aria-busy');
  letGo();
  const dialog = page.getByRole('alertdialog').or(page.getByRole('dialog'));
  await expect(dialog).toContainText('Roll back');
  await expect(rollBack).not.toHaveAttribute('aria-busy');
  expect((await api.release(id)).status).toBe('holding');
  check();
});

test('charts whose script comes late take what happened meanwhile; nothing on the page is thrown away', async ({
  api,
  as,
  scene,
}) => {
  const sample = await scene({ plan: LONG_GATED });
  sample.healthy('2.0.0');
  const { id } = await sample.start('2.0.0');
  await api.until(id, ({ gates }) => gates[0]?.satisfied === true);
  const page = await as('operator', { width: 390, height: 844, touch: true });
  const { check } = quiet(page);
  const letGo = await holdBack(page, 'Paused here');
  await page.goto(`/releases/${id}`);
  const line = page.getByRole('main').locator('[data-first-line]').first();
  await expect(line).toContainText('Holding');
  await api.act(id, 'pause', { reason: 'while a script is on its way' });
  await expect(line).toContainText('Paused');
  const chart = page.getByRole('figure').first();
  await expect(chart).toBeVisible();
  // Pressed in what the server drew: it happens when the script is there.
  const table = chart.getByRole('button', { name: 'Table' });
  await table.click();
  await expect(table).toHaveAttribute('aria-pressed', 'false');
  letGo();
  await expect(table).toHaveAttribute('aria-pressed', 'true');
  await expect
    .poll(() => chart.evaluate((node) => Object.keys(node).some((key) => key.startsWith('__reactProps'))))
    .toBe(true);
  check();
});
