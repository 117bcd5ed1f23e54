import { accessibleInBothThemes } from '../fixtures/axe';
import { open } from '../fixtures/live';
import { LONG } from '../fixtures/scene';
import { expect, test } from '../fixtures/test';
import { OverviewPage } from '../pages/overview-page';

test('selects releases and pauses them at once; what could not be paused is told', async ({ api, as, scene }) => {
  const [one, two] = [await scene({ plan: LONG }), await scene({ plan: LONG })];
  const first = await one.start('2.0.0');
  const second = await two.start('3.0.0');
  await api.until(first.id, 'holding');
  await api.until(second.id, 'holding');
  const page = await as('operator');
  const overview = new OverviewPage(page);
  await overview.goto();
  const tick = (id: string) => overview.row(id).getByRole('checkbox');
  await tick(first.id).check({ force: true });
  await overview.row(second.id).focus();
  await page.keyboard.press('s');
  await expect(tick(second.id)).toBeChecked();
  const bar = page.getByRole('region', { name: 'Selected releases' });
  await expect(bar).toContainText('2 selected');
  await accessibleInBothThemes(page);

  await page.keyboard.press('p');
  const dialog = page.getByRole('dialog', { name: 'Pause 2 releases?' });
  const asked = dialog.getByRole('list', { name: 'To be paused' });
  await expect(asked).toContainText(`${one.name} 2.0.0`);
  await expect(asked).toContainText(/stays at internal 10\s%/);
  await expect(dialog.getByRole('button', { name: /^Pause 2/ })).toBeFocused();
  // Somebody else is quicker with one of them: that one is refused, the other is paused.
  await api.act(second.id, 'rollback');
  await dialog.getByLabel(/^Reason/).fill('quarter end');
  await page.keyboard.press('Enter');
  const told = dialog.getByRole('list', { name: 'What became of each' });
  await expect(dialog.getByRole('status')).toContainText('1 of 2 paused, 1 was not.');
  await expect(told.getByRole('listitem').filter({ hasText: one.name })).toContainText('paused');
  await accessibleInBothThemes(page);
  expect(await api.until(first.id, 'paused')).toMatchObject({ pause: { reason: 'quarter end' } });
  await dialog.getByRole('button', { name: 'Close' }).click();
  await expect(bar).toContainText('1 selected');
  await page.keyboard.press('Escape');
  await expect(bar).toHaveCount(0);
});

test('groups by team, keeps the view under a name, and the address shows it to others', async ({ as, scene }) => {
  const team = `team-${Date.now().toString(36)}`;
  const sample = await scene({ plan: LONG, service: { owner: team } });
  const { id } = await sample.start('2.0.0');
  const page = await as('operator');
  const overview = new OverviewPage(page);
  await overview.goto();
  await page.getByRole('button', { name: /^View:/ }).click();
  await page.getByRole('menuitemradio', { name: 'Team' }).click();
  await expect(page).toHaveURL(/[?&]by=team/);
  await expect(overview.grid.getByRole('row').filter({ hasText: new RegExp(`^${team} 1`) })).toBeVisible();
  await page.getByPlaceholder(/^Filter:/).fill(`team:${team}`);
  await expect(page.locator('[data-row]')).toHaveCount(1);

  await page.getByRole('button', { name: /^View:/ }).click();
  await page.getByRole('menuitem', { name: 'Save this view…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Save this view' });
  await dialog.getByLabel('Name').fill('Mine');
  await accessibleInBothThemes(page);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'View: Mine' })).toBeVisible();

  await open(page, '/overview');
  await page.getByRole('button', { name: /^View:/ }).click();
  await page.getByRole('menuitem', { name: 'Mine', exact: true }).click();
  await expect(page).toHaveURL(/[?&]by=team/);
  await expect(page.locator('[data-row]')).toHaveCount(1);
  await expect(overview.row(id)).toBeVisible();
  await page.getByRole('button', { name: 'View: Mine' }).click();
  await page.getByRole('menuitem', { name: /^Forget/ }).click();
  await expect(page.getByRole('button', { name: 'View: by team' })).toBeVisible();
});

test('tells what changed since the last look, through a reload, until it is dismissed', async ({ api, as, scene }) => {
  const sample = await scene({ plan: LONG });
  const { id } = await sample.start('2.0.0');
  await api.until(id, 'holding');
  const page = await as('operator');
  const overview = new OverviewPage(page);
  await overview.goto();
  await expect(overview.row(id)).toBeVisible();
  // As if the page had last been in view an hour ago.
  await page.evaluate(() => {
    const key = Object.keys(localStorage).find((name) => name.startsWith('rampart-looked:')) ?? '';
    const seen = Date.now() - 3_600_000;
    localStorage.setItem(key, JSON.stringify({ from: seen, until: seen, seen }));
  });
  const changed = page.getByRole('button', { name: /\d+ changed since/ });
  for (const _ of ['back', 'reload']) {
    await overview.goto();
    await expect(changed).toBeVisible();
    await expect(overview.row(id)).toContainText(/new, internal 10\s%/);
  }
  await changed.click();
  await expect(changed).toHaveAttribute('aria-pressed', 'true');
  await expect(overview.row(id)).toBeVisible();
  await accessibleInBothThemes(page);
  await page.getByRole('button', { name: 'Seen: show no marks' }).click();
  await expect(changed).toHaveCount(0);
  await expect(overview.row(id)).not.toContainText('new,');
});
