import { problem } from '../fixtures/api';
import { accessibleInBothThemes } from '../fixtures/axe';
import { open } from '../fixtures/live';
import { expect, test } from '../fixtures/test';
import type { PlanInput } from '../fixtures/wire';
import { ConfirmDialog } from '../pages/dialog';
import { choose } from '../pages/overview-page';
import { ReleasePage } from '../pages/release-page';

const PLAN: PlanInput = {
  mechanism: 'canary',
  steps: [{ ring: 'broad', exposure: 100, hold: '1h', approval: { count: 1 } }],
};

test('break-glass: with a reason, by somebody else than who asked, in sight until another has reviewed it', async ({
  api,
  as,
  clientOf,
  scene,
}) => {
  // Many pages, each looked at in both themes: a busy machine takes its time.
  test.slow();
  const sample = await scene({ plan: PLAN });
  const [jo] = await Promise.all([clientOf('approver'), clientOf('lead')]);
  const own = await sample.start('1.9.0', {}, jo);
  await api.until(own.id, 'awaiting_approval');

  const mine = new ReleasePage(await as('approver'));
  await test.step('not the one who asked', async () => {
    expect(problem(await jo.act(own.id, 'override', { reason: 'fire' }), 403).detail).toContain(
      'someone else must lift',
    );
    await mine.goto(own.id);
    await mine.page.keyboard.press('o');
    await expect(mine.dialog.root.getByRole('alert')).toContainText('someone else must lift its missing approval');
    await mine.dialog.reason.fill('fire');
    await expect(mine.dialog.root.locator('button[type=submit]')).toBeDisabled();
    await mine.page.keyboard.press('Escape');
    expect((await api.act(own.id, 'cancel')).status).toBe(200);
  });

  const { id } = await sample.start('2.0.0');
  await api.until(id, 'awaiting_approval');
  await test.step('with a reason, for a while', async () => {
    await mine.goto(id);
    await mine.page.keyboard.press('o');
    const { root } = mine.dialog;
    await expect(root).toContainText('Lifts 1 blocker for this step only: approval.');
    await expect(root.getByRole('button', { name: 'Leave it held' })).toBeFocused();
    await expect(root.getByRole('checkbox', { name: /approval/ })).toBeChecked();
    const ends = root.getByLabel('Ends with this step, at the latest');
    await expect(ends).toHaveText('after 4 hours');
    await choose(mine.page, ends, 'after 1 hour');
    await expect(root.locator('button[type=submit]')).toBeDisabled();
    await accessibleInBothThemes(mine.page);
    await mine.dialog.confirm('Override', 'the approvers are unreachable');
    await mine.dialog.close();
    await api.until(id, 'holding');
    const note = mine.page.getByRole('main').getByRole('listitem').filter({ hasText: 'Overridden by Jo Park' });
    await expect(note).toContainText('“the approvers are unreachable”');
    await expect(note).toContainText(/until .* at the latest/);
    const { items } = await api.get<{ items: { release: string; until: string; at: string }[] }>('/api/v1/overrides');
    const given = items.find((one) => one.release === id);
    expect(Date.parse(given?.until ?? '') - Date.parse(given?.at ?? '')).toBeLessThanOrEqual(3_600_000);
    await accessibleInBothThemes(mine.page);
  });

  await test.step('in sight until somebody else has looked at it', async () => {
    const link = mine.page.getByRole('link', { name: 'Waits for a review' });
    await link.click();
    await expect(mine.page).toHaveURL(/\/overrides$/);
    const item = mine.page.getByRole('listitem').filter({ hasText: sample.name });
    await expect(item).toContainText('Someone else must review it.');
    await expect(item.getByRole('button')).toHaveCount(0);

    const other = await as('lead', { width: 390, height: 844, touch: true });
    await open(other, '/overrides');
    const theirs = other.getByRole('listitem').filter({ hasText: sample.name });
    await expect(theirs).toContainText('review by');
    await accessibleInBothThemes(other);
    expect(await other.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await theirs.getByRole('button', { name: 'Review' }).click();
    const dialog = new ConfirmDialog(other);
    await dialog.reason.fill('they were on a plane');
    await dialog.root.locator('button[type=submit]').click();
    await expect(theirs).toHaveCount(0);
    await expect(item).toHaveCount(0);
    await mine.goto(id);
    await expect(mine.page.getByText('Waits for a review')).toHaveCount(0);
    expect((await api.audit(id)).find(({ type }) => type === 'override.reviewed')?.reason).toBe('they were on a plane');
  });
});
