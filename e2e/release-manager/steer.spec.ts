import { accessibleInBothThemes } from '../fixtures/axe';
import { shownWithinASecond } from '../fixtures/live';
import { CLIMB } from '../fixtures/scene';
import { expect, test } from '../fixtures/test';
import type { PlanInput } from '../fixtures/wire';
import { ReleasePage } from '../pages/release-page';

const PLAN: PlanInput = {
  mechanism: 'canary',
  gates: CLIMB.gates ?? {},
  steps: [
    { ring: 'internal', exposure: 10, hold: '1h' },
    { ring: 'broad', exposure: 100, hold: '1s', gates: [], approval: { count: 1, role: 'approver' } },
  ],
};

test('steers a release by its evidence: advance, approve, done', async ({ api, as, clientOf, scene }) => {
  const sample = await scene({ plan: PLAN });
  sample.healthy('2.0.0');
  const { id } = await sample.start('2.0.0', { changelog: 'New cache' }, await clientOf('approver'));
  const author = new ReleasePage(await as('approver'));
  await author.goto(id);
  // The judge wants half a minute of samples before it calls an even gate proven.
  await expect(author.saying(/Holding at internal 10\s%: 1 of 1 gate/)).toBeVisible({ timeout: 60_000 });

  const gate = author.section('Gates').getByRole('row', { name: /errors/ });
  await expect(gate).toContainText(/1\s?%/);
  await expect(author.page.getByText(/Asked 10\s%/)).toContainText(/provider reports 10\s%/);
  await expect(author.section('Commands to the provider')).toContainText(/generation 1 start, 10\s%.*confirmed/);
  await expect(author.section('Timeline')).toContainText('announced');
  await accessibleInBothThemes(author.page);

  await author.button('Advance').click();
  await expect(author.dialog.root).toContainText('before its hold is over');
  await expect(author.dialog.root.locator('button[type=submit]')).toBeDisabled();
  await expect(author.dialog.root.getByRole('button', { name: 'Keep holding' })).toBeFocused();
  await author.dialog.confirm('Advance', 'quiet evening, small change');
  await author.dialog.close();
  await api.until(id, 'awaiting_approval');
  await expect(author.section('Timeline')).toContainText('quiet evening, small change');

  await expect(author.saying(/Waiting for 1 of 1 approvals/)).toBeVisible();
  await expect(author.saying(/You asked for it, so someone else must approve: .*Admin/)).toBeVisible();
  await expect(author.button('Approve')).toBeDisabled();
  await author.page.keyboard.press('a');
  await expect(author.dialog.root.getByRole('alert')).toContainText('someone else must approve');
  await expect(author.dialog.root.locator('button[type=submit]')).toBeDisabled();
  await author.page.keyboard.press('Escape');
  expect(await api.release(id)).toMatchObject({ status: 'awaiting_approval', exposure: { desired: 10 } });

  const other = new ReleasePage(await as('admin'));
  await other.goto(id);
  await expect(other.saying(/You can approve\./)).toBeVisible();
  await other.button('Approve').click();
  await other.dialog.confirm('Approve');
  await shownWithinASecond({ api, id, wanted: 'completed' }, author.saying(/^Done: everyone sees 2\.0\.0/));
  expect(await api.get('/api/v1/audit/verify')).toMatchObject({ ok: true });
});

test('pauses a release and lets it go on; the hold is not lost', async ({ api, as, scene }) => {
  const sample = await scene({ plan: PLAN });
  sample.healthy('2.0.0');
  const { id } = await sample.start('2.0.0');
  await api.until(id, 'holding');
  const release = new ReleasePage(await as('operator'));
  await release.goto(id);
  await release.act('Pause', 'Pause', 'dashboard looks odd');
  await expect(release.saying(/^Paused by Mona Lind .*“dashboard looks odd”/)).toBeVisible();
  await expect(release.button('Resume')).toBeVisible();
  await release.act('Resume', 'Resume', 'a plotting bug');
  await shownWithinASecond({ api, id, wanted: 'holding' }, release.saying(/^Holding at internal 10\s%/));
  const { step } = await api.release(id);
  expect(Date.parse(step.holdEndsAt ?? '')).toBeGreaterThan(Date.now() + 3_000_000);
});
