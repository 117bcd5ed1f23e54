import { accessibleInBothThemes } from '../fixtures/axe';
import { CLIMB, unique } from '../fixtures/scene';
import { expect, test } from '../fixtures/test';
import { ApprovalsPage } from '../pages/approvals-page';
import { PlanEditor } from '../pages/editors';
import { choose } from '../pages/overview-page';

test('a step wants two of a team: planned in the browser, decided in the inbox with all there is to know', async ({
  api,
  as,
  clientOf,
  scene,
}) => {
  // Many pages, each looked at in both themes: a busy machine takes its time.
  test.slow();
  const team = unique('leads');
  await api.ok('PUT', `/api/v1/teams/${team}`, { displayName: 'Leads' });
  const jo = await clientOf('approver');
  await clientOf('lead');
  for (const email of ['jo@example.com', 'li@example.com'])
    await api.ok('PUT', `/api/v1/teams/${team}/members/${email}`, { role: 'approver' });
  const sample = await scene({ plan: { ...CLIMB, steps: [{ ring: 'broad', exposure: 100, hold: '1s' }] } });
  const { name } = sample;

  await test.step('the plan', async () => {
    const editor = new PlanEditor(await as('admin'));
    await editor.edit(name, [
      { ring: 'internal', exposure: '10', hold: '2s' },
      { ring: 'broad', exposure: '100', hold: '1h' },
    ]);
    const second = editor.step(2);
    await second.getByLabel('Approvals').fill('2');
    await second.getByLabel('Of team').fill('nobodys');
    await second.getByLabel('Within').fill('1h');
    await choose(editor.page, second.getByLabel('Nobody in time'), 'goes on asking');
    await accessibleInBothThemes(editor.page);
    await editor.save();
    await expect(second.getByText('no team named "nobodys"')).toBeVisible();
    await second.getByLabel('Of team').fill(team);
    await editor.save();
    await expect(editor.page).toHaveURL(new RegExp(`/plans/${name}$`));
    await expect(editor.page.getByRole('main')).toContainText(`2 × team ${team}, within 1h, else it goes on asking`);
  });

  await api.ok('PUT', `/api/v1/services/${name}/slos/availability`, {
    sli: 'error_rate',
    objective: 0.95,
    window: '30d',
  });
  sample.healthy('2.0.0');
  const facts = { changelog: 'New cache', risk: 'A schema change', commit: '9f3c2ab', artifact: 'sha256:7be1aa' };
  const { id } = await sample.start('2.0.0', { ...facts, commitAuthor: 'jo@example.com' }, await clientOf('operator'));
  await api.until(id, 'awaiting_approval', 60_000);

  const inbox = new ApprovalsPage(await as('approver'));
  await inbox.goto();
  const row = inbox.row(name, '2.0.0');
  await test.step('all there is to know', async () => {
    await expect(row).toContainText(/internal 10\s% → broad 100\s%/);
    await expect(row).toContainText('begun by');
    await expect(row).toContainText('0 of 2 given');
    await expect(row).toContainText('open until');
    await expect(row).toContainText(/Evidence.*errors .*requests/);
    await expect(row).toContainText('New cache · commit 9f3c2ab');
    await expect(row).toContainText('A schema change');
    await expect(row).toContainText(/availability (is being counted|\d+\s% left|has no data)/);
    await expect(row).toContainText('once 1 more approval is given');
    await expect(row).toContainText(/step 2 of .*@2, artefact sha256:7be1aa/);
    await accessibleInBothThemes(inbox.page);
  });

  await test.step('the one who wrote it may be one of the two', async () => {
    await inbox.press(row, 'a');
    await expect(inbox.dialog.root.getByRole('button', { name: 'Not now' })).toBeFocused();
    await inbox.dialog.confirm('Approve', 'read it');
    await inbox.dialog.close();
    await expect(row).toContainText('1 of 2 given: Jo Park');
    await expect(row).toContainText('You have approved, so someone else must give the next: Li Wei.');
    expect((await jo.act(id, 'approve')).body).toMatchObject({ status: 'awaiting_approval', approvals: [{}] });
    expect((await api.act(id, 'approve')).status, 'no member of the team').toBe(403);
  });

  await test.step('the other one moves it', async () => {
    const other = new ApprovalsPage(await as('lead'));
    await other.goto();
    const asked = other.row(name, '2.0.0');
    await expect(asked).toContainText('It moves at once if gates, freeze and budget still allow it');
    await other.press(asked, 'a');
    await other.dialog.confirm('Approve');
    await api.until(id, (release) => release.exposure.observed === 100);
    await expect(row).toHaveCount(0);
  });
});

test('who asked or wrote it sees who may; who may rejects it with one key and a reason', async ({
  api,
  as,
  clientOf,
  scene,
}) => {
  const approval = { count: 1 };
  const sample = await scene({
    plan: { mechanism: 'canary', steps: [{ ring: 'broad', exposure: 100, hold: '1h', approval }] },
  });
  await clientOf('lead');
  const { id } = await sample.start('2.0.0', { commitAuthor: 'JO@example.com' }, await clientOf('operator'));
  await api.until(id, 'awaiting_approval');

  const wrote = new ApprovalsPage(await as('approver'));
  await wrote.goto();
  const mine = wrote.row(sample.name, '2.0.0');
  await expect(mine).toContainText(/someone else must approve: \S/);
  await expect(mine.getByRole('button', { name: 'Approve' })).toHaveCount(0);
  await wrote.press(mine, 'a');
  await expect(wrote.dialog.root).toHaveCount(0);
  expect((await (await clientOf('approver')).act(id, 'approve')).status).toBe(403);

  const other = new ApprovalsPage(await as('lead', { width: 390, height: 844, touch: true }));
  await other.goto();
  await accessibleInBothThemes(other.page);
  expect(await other.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await other.press(other.row(sample.name, '2.0.0'), 'x');
  await other.dialog.confirm('Reject', 'no tests');
  const rejected = await api.until(id, 'cancelled');
  expect(rejected.exposure.desired).toBe(0);
  expect((await api.audit(id)).some(({ reason }) => reason === 'no tests')).toBe(true);
});
