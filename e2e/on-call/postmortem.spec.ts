import { accessibleInBothThemes } from '../fixtures/axe';
import { FAILING } from '../fixtures/feeder';
import { open } from '../fixtures/live';
import { LONG_GATED } from '../fixtures/scene';
import { expect, test } from '../fixtures/test';

test('a rollback drafts a postmortem; its facts stand, its story is written by people', async ({ api, as, scene }) => {
  // Two people, each waiting for the other's autosave.
  test.slow();
  const sample = await scene({ plan: LONG_GATED });
  sample.feeder.feed('1.0.0').feed('2.0.0', FAILING);
  const { id } = await sample.start('2.0.0');
  await api.until(id, 'rolled_back', 30_000);
  await expect
    .poll(async () => (await api.call('GET', `/api/v1/releases/${id}/postmortem`)).status, { timeout: 20_000 })
    .toBe(200);
  const page = await as('operator');
  await open(page, '/postmortems');
  await page.locator(`[data-row="${id}"]`).press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toContainText(sample.name);
  await expect(page.getByRole('main')).toContainText(/errors/i);
  await page.getByLabel('Summary').fill('The new cache returned stale prices.');
  await expect
    .poll(async () => JSON.stringify(await api.get(`/api/v1/releases/${id}/postmortem`)))
    .toContain('The new cache returned stale prices.');
  await accessibleInBothThemes(page);

  // A second person sees who writes where, reads what was saved, and loses nothing of their own.
  const second = await as('approver');
  await open(second, `/postmortems/${id}`);
  await page.getByLabel('Trigger').focus();
  await expect(second.getByText('Mona Lind is editing this section.')).toBeVisible();
  await expect(second.getByLabel('Trigger')).not.toBeEditable();
  await second.getByLabel('Surprise').fill('We test with an empty cache.');
  await page.getByLabel('Trigger').fill('A deploy of the cache.');
  await expect(second.getByLabel('Trigger')).toHaveValue('A deploy of the cache.');
  await expect(page.getByLabel('Surprise')).toHaveValue('We test with an empty cache.');
  await expect(second.getByText('is editing this section')).toHaveCount(1);
  await page.getByLabel('Trigger').blur();
  await expect(second.getByText('is editing this section')).toHaveCount(0);
});
