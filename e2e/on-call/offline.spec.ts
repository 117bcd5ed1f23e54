import { accessibleInBothThemes } from '../fixtures/axe';
import { FAILING } from '../fixtures/feeder';
import { openPrepared } from '../fixtures/offline';
import { LONG_GATED } from '../fixtures/scene';
import { expect, test } from '../fixtures/test';
import { OnCallPage } from '../pages/oncall-page';

const PLAN = { ...LONG_GATED, rollback: { automatic: false } };
const PHONE = { width: 360, height: 740, touch: true };

test('a rollback tapped without a network waits on the phone, outlives a reload, and is sent once', async ({
  api,
  as,
  scene,
}) => {
  const sample = await scene({ plan: PLAN, service: { tier: 1 } });
  sample.feeder.feed('1.0.0').feed('2.0.0', FAILING);
  const { id } = await sample.start('2.0.0');
  await api.until(id, 'paused', 30_000);
  const oncall = new OnCallPage(await as('operator', PHONE));
  const { page } = oncall;
  const network = page.context();
  await openPrepared(page, '/oncall');
  const card = oncall.card(id);
  await expect(card).toBeVisible();

  await network.setOffline(true);
  await card.getByRole('button', { name: /^Roll back to/ }).tap();
  const confirm = oncall.dialog.root.locator('button[type=submit]');
  await expect(confirm).toBeVisible();
  await expect(async () => {
    await confirm.tap();
    await expect(oncall.dialog.root).toContainText('Not sent yet', { timeout: 1_000 });
  }).toPass({ timeout: 20_000 });
  await expect(oncall.dialog.root).toContainText(`Roll back ${sample.name} 2.0.0`);
  await oncall.dialog.close();
  await expect(card).toContainText('Kept on this device and sent as soon as Rampart is reached');
  await expect(card.getByRole('button', { name: /^Roll back to/ })).toHaveCount(0);
  await accessibleInBothThemes(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  expect((await api.release(id)).status).toBe('paused');

  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('No connection to Rampart');
  await expect(page.getByRole('listitem')).toContainText(`Roll back ${sample.name} 2.0.0, pressed`);
  await accessibleInBothThemes(page);

  await network.setOffline(false);
  await expect(oncall.sentence).toBeVisible({ timeout: 30_000 });
  await api.until(id, 'rolled_back', 30_000);
  await expect(page.locator('[data-queued]')).toHaveCount(0);
  const { items } = await api.get<{ items: { type: string }[] }>(`/api/v1/releases/${id}/audit`);
  expect(items.filter(({ type }) => type === 'rollback.commanded')).toHaveLength(1);
});

test('called off before it is sent, it is never sent; towards exposure nothing waits', async ({ api, as, scene }) => {
  const sample = await scene({ plan: PLAN, service: { tier: 1 } });
  sample.feeder.feed('1.0.0').feed('2.0.0', FAILING);
  const { id } = await sample.start('2.0.0');
  await api.until(id, 'paused', 30_000);
  const oncall = new OnCallPage(await as('operator'));
  const { page } = oncall;
  await openPrepared(page, '/oncall');
  const card = oncall.card(id);
  await expect(card).toBeVisible();
  await page.context().setOffline(true);
  await card.focus();
  await page.keyboard.press('r');
  await expect(oncall.dialog.root).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(oncall.dialog.root).toContainText('Not sent yet');
  await oncall.dialog.button('Call it off').click();
  await expect(oncall.dialog.root.locator('button[type=submit]')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(oncall.dialog.root).toHaveCount(0);

  await card.focus();
  await page.keyboard.press('u');
  await oncall.dialog.reason.fill('it is fine');
  const resume = oncall.dialog.root.locator('button[type=submit]');
  // Until the page itself knows that it is stale, the press is refused in words; after that there is no press.
  if (await resume.isEnabled()) await resume.click();
  await expect(oncall.dialog.root.getByRole('alert')).toBeVisible();
  await expect(page.locator('[data-queued]')).toHaveCount(0);
  await page.context().setOffline(false);
  await expect(page.locator('[data-live=live]').first()).toBeVisible({ timeout: 30_000 });
  expect((await api.release(id)).status).toBe('paused');
});
