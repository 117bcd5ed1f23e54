import { accessibleInBothThemes } from '../fixtures/axe';
import { FAILING } from '../fixtures/feeder';
import { open } from '../fixtures/live';
import { LONG, LONG_GATED } from '../fixtures/scene';
import { expect, test } from '../fixtures/test';
import { OverviewPage } from '../pages/overview-page';
import { ReleasePage } from '../pages/release-page';

test('the palette finds a release, runs nothing unasked, and gives the focus back', async ({ api, as, scene }) => {
  const sample = await scene({ plan: LONG });
  const { id } = await sample.start('2.0.0');
  await api.until(id, 'holding');
  const page = await as('operator');
  await new OverviewPage(page).goto();
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: 'Find a release or an action' });
  await palette.getByRole('combobox').fill(`roll ${sample.name}`);
  await expect(palette.getByRole('option').first()).toContainText(`Roll back ${sample.name}`);
  await accessibleInBothThemes(page);
  await page.keyboard.press('Enter');
  const dialog = new ReleasePage(page).dialog;
  await expect(dialog.root).toContainText(`Roll back ${sample.name} 2.0.0?`);
  await page.keyboard.press('Escape');
  await expect(dialog.root).toHaveCount(0);
  expect((await api.release(id)).status).toBe('holding');
});

test('j and k move over the rows, Enter opens, g o goes back', async ({ api, as, scene }) => {
  const sample = await scene({ plan: LONG });
  const first = await sample.start('2.0.0');
  await api.until(first.id, 'holding');
  const page = await as('operator');
  const overview = new OverviewPage(page);
  await overview.goto();
  await expect(overview.row(first.id)).toBeVisible();
  await page.keyboard.press('j');
  await expect(page.locator('[data-row]:focus')).toHaveCount(1);
  const before = await page.locator('[data-row]:focus').getAttribute('data-row');
  const rows = await page.locator('[data-row]').count();
  await page.keyboard.press('j');
  const after = await page.locator('[data-row]:focus').getAttribute('data-row');
  if (rows > 1) expect(after).not.toBe(before);
  await page.keyboard.press('k');
  await expect(page.locator('[data-row]:focus')).toHaveAttribute('data-row', before ?? '');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`/releases/${before}$`));
  await page.keyboard.press('g');
  await page.keyboard.press('o');
  await expect(page).toHaveURL(/\/overview$/);
});

test('? lists the keys of the page, also those that wait for a row or a chart; Escape closes it', async ({
  api,
  as,
  scene,
}) => {
  const sample = await scene({ plan: LONG_GATED });
  sample.healthy('2.0.0');
  const { id } = await sample.start('2.0.0');
  await api.until(id, 'holding');
  const page = await as('operator');
  await new OverviewPage(page).goto();
  await expect(page.locator('[data-row]').first()).toBeVisible();
  await page.keyboard.press('?');
  const sheet = page.getByRole('dialog', { name: 'Keys' });
  for (const words of ['Next row', 'Start a release', 'Open in a new tab', 'Roll back', 'Look at it beside the list'])
    await expect(sheet).toContainText(words);
  await accessibleInBothThemes(page);
  await page.keyboard.press('Escape');
  await expect(sheet).toHaveCount(0);
  await open(page, `/releases/${id}`);
  await expect(page.locator('[data-plot]').first()).toBeVisible();
  await page.keyboard.press('?');
  for (const words of ['Bucket by bucket', 'Roll back', 'Pause']) await expect(sheet).toContainText(words);
});

test('a peek closes at once: the next key is the row’s, and the focus comes back to it', async ({ api, as, scene }) => {
  const sample = await scene({ plan: LONG });
  const { id } = await sample.start('2.0.0');
  await api.until(id, 'holding');
  const page = await as('operator');
  const overview = new OverviewPage(page);
  await overview.goto();
  await overview.row(id).focus();
  await page.keyboard.press('Space');
  const peek = page.getByRole('dialog', { name: `${sample.name} 2.0.0` });
  await expect(peek.getByRole('button', { name: 'Close' })).toBeFocused();
  await page.keyboard.press('Escape');
  await page.keyboard.press('r');
  const dialog = new ReleasePage(page).dialog;
  await expect(dialog.root).toContainText(`Roll back ${sample.name} 2.0.0?`);
  await expect(dialog.root.locator('button[type=submit]')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(dialog.root).toHaveCount(0);
  await expect(overview.row(id)).toBeFocused();
});

test('no single letter does anything while one types', async ({ api, as, scene }) => {
  const sample = await scene({ plan: LONG });
  const { id } = await sample.start('2.0.0');
  await api.until(id, 'holding');
  const page = await as('operator');
  await new OverviewPage(page).goto();
  await page.keyboard.press('/');
  const filter = page.getByPlaceholder(/^Filter:/);
  await expect(filter).toBeFocused();
  await page.keyboard.type('nrpvjk?d');
  await expect(filter).toHaveValue('nrpvjk?d');
  await expect(page.getByRole('dialog')).toHaveCount(0);

  const release = new ReleasePage(page);
  await release.goto(id);
  await page.keyboard.press('p');
  await release.dialog.reason.fill('rollback please, urgent');
  await expect(release.dialog.root).toContainText('Pause');
  await page.keyboard.press('Escape');
  expect((await api.release(id)).status).toBe('holding');
});

test('⌘K ↵ ↵ takes back what hurts, from any page; → lists what may be done with a release', async ({
  api,
  as,
  scene,
}) => {
  const calm = await scene({ plan: LONG });
  const { id: calmId } = await calm.start('3.0.0');
  const sample = await scene({ plan: { ...LONG_GATED, rollback: { automatic: false } }, service: { tier: 1 } });
  sample.feeder.feed('1.0.0').feed('2.0.0', FAILING);
  const { id } = await sample.start('2.0.0');
  await api.until(id, 'paused', 30_000);
  await api.until(calmId, 'holding');
  const page = await as('operator');
  await open(page, '/settings');
  const palette = page.getByRole('dialog', { name: 'Find a release or an action' });
  const chosen = palette.getByRole('option', { selected: true });

  await page.keyboard.press('Control+k');
  await palette.getByRole('combobox').fill(`${calm.name} 3`);
  await expect(chosen).toHaveText(new RegExp(`^${calm.name} 3\\.0\\.0`));
  await page.keyboard.press('ArrowRight');
  await expect(palette.getByRole('combobox')).toHaveValue(`${calm.name} 3.0.0 `);
  for (const action of ['Roll back', 'Pause', 'Advance'])
    await expect(palette.getByRole('option', { name: `${action} ${calm.name} 3.0.0` })).toBeVisible();
  // What only a page had before, and a row that must not stay once it does not fit.
  await palette.getByRole('combobox').fill('open incident');
  await expect(palette.getByRole('option')).toHaveText(['Open an incident']);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Open an incident' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/\/incidents$/);

  // Something else may hurt more for a moment; what the list shows is as it was when it was opened.
  await expect(async () => {
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+k');
    await expect(chosen).toHaveText(new RegExp(`^Roll back ${sample.name} 2\\.0\\.0`), { timeout: 2_000 });
  }).toPass({ timeout: 30_000 });
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: `Roll back ${sample.name} 2.0.0` });
  await expect(dialog.locator('button[type=submit]')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('list', { name: 'Receipt' })).toContainText(/Provider confirmed 0\s%/);
  expect((await api.release(calmId)).status).toBe('holding');
});

test('Tab stays in a dialog, also where the page behind it has something that speaks', async ({ as, scene }) => {
  const sample = await scene({ plan: LONG });
  const page = await as('operator');
  await open(page, `/services/${sample.name}`);
  await expect(page.getByRole('main').getByRole('button', { name: /^Copy/ }).first()).toBeVisible();
  await page.keyboard.press('n');
  const dialog = page.getByRole('dialog', { name: 'Start a release' });
  await expect(dialog).toBeVisible();
  const stops = new Set<string>();
  for (let press = 0; press < 14; press += 1) {
    await page.keyboard.press('Tab');
    stops.add(
      await page.evaluate(() => {
        const { activeElement: at } = document;
        // Past its end the browser's own controls have their turn.
        if (at === document.body) return 'browser';
        return at?.closest('[role=dialog]') ? 'dialog' : `outside: ${at?.textContent}`;
      }),
    );
  }
  expect([...stops].filter((stop) => stop !== 'browser')).toEqual(['dialog']);
});
