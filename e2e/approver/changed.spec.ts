import { problem } from '../fixtures/api';
import { accessibleInBothThemes } from '../fixtures/axe';
import { product } from '../fixtures/env';
import { PEOPLE } from '../fixtures/people';
import { expect, test } from '../fixtures/test';
import type { PlanInput } from '../fixtures/wire';
import { ApprovalsPage } from '../pages/approvals-page';

const two: PlanInput = {
  mechanism: 'canary',
  steps: [{ ring: 'broad', exposure: 100, hold: '1h', approval: { count: 2 } }],
};

test('an edit voids what was approved before, says so, and whoever looked before must look again', async ({
  api,
  as,
  clientOf,
  scene,
}) => {
  // Many pages, each looked at in both themes: a busy machine takes its time.
  test.slow();
  const sample = await scene({ plan: two });
  const { name } = sample;
  const [jo, li] = await Promise.all([clientOf('approver'), clientOf('lead')]);
  const { id } = await sample.start('2.0.0', { artifact: 'sha256:aaaa1111' });
  await api.until(id, 'awaiting_approval');
  expect((await jo.act(id, 'approve', { seen: { artifact: 'sha256:aaaa1111' } })).status).toBe(200);

  const inbox = new ApprovalsPage(await as('lead'));
  await inbox.goto();
  const row = inbox.row(name, '2.0.0');
  await expect(row).toContainText('1 of 2 given: Jo Park (e2e approver)');

  await test.step('another artefact', async () => {
    await api.ok('PATCH', `/api/v1/releases/${id}`, { artifact: 'sha256:bbbb2222', reason: 'built again' });
    await expect(row).toContainText('0 of 2 given');
    await expect(row).toContainText(
      /Jo Park \(e2e approver\) had approved step 1 of .* artefact sha256:aaaa1111\. It was changed since/,
    );
    await expect(row.getByRole('status')).toContainText(
      'Since you opened this, the artefact is sha256:bbbb2222 now, not sha256:aaaa1111.',
    );
    await expect(row.getByRole('button', { name: 'Approve' })).toHaveCount(0);
    await accessibleInBothThemes(inbox.page);
    const late = problem(await li.act(id, 'approve', { seen: { artifact: 'sha256:aaaa1111' } }), 409);
    expect(late.detail).toMatch(/look again: the artefact is sha256:bbbb2222 now/);
    expect((await api.release(id)).status).toBe('awaiting_approval');
    await row.getByRole('button', { name: 'Look again' }).click();
    await expect(row.getByRole('button', { name: 'Approve' })).toBeVisible();
  });

  await test.step('another version of the plan, while the question is open', async () => {
    await api.until(id, 'awaiting_approval');
    await inbox.press(row, 'a');
    await expect(inbox.dialog.root).toBeVisible();
    await api.ok('PUT', `/api/v1/plans/${name}`, { ...two, noDataAfter: '3m' });
    await api.ok('PATCH', `/api/v1/releases/${id}`, { plan: name });
    await api.until(id, 'awaiting_approval');
    await inbox.dialog.root.locator('button[type=submit]').click();
    await expect(inbox.dialog.root.getByRole('alert')).toContainText('look again: the plan is version 2 now, not 1');
    expect((await api.release(id)).status).toBe('awaiting_approval');
    await inbox.page.keyboard.press('Escape');
  });

  const voided = (await api.audit(id)).filter(({ type }) => type === 'approval.voided');
  expect(voided).toHaveLength(1);
});

test('a link leads to a page that asks, after signing in; opening it approves nothing', async ({
  api,
  browser,
  clientOf,
  scene,
}) => {
  const sample = await scene({
    plan: { ...two, steps: [{ ring: 'broad', exposure: 100, hold: '1h', approval: { count: 1 } }] },
  });
  await clientOf('lead');
  const { id } = await sample.start('2.0.0', { changelog: 'New cache' });
  await api.until(id, 'awaiting_approval');

  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  const page = await context.newPage();
  await page.goto(`${product.url}/approvals/${id}?step=2`);
  await expect(page).toHaveURL(/\/sign-in/);
  await page.getByLabel('E-mail').fill(PEOPLE.lead.email);
  await page.getByLabel('Password').fill(PEOPLE.lead.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page).toHaveURL(new RegExp(`/approvals/${id}\\?step=2$`));
  await expect(page.getByRole('heading', { name: 'Approve or reject' })).toBeVisible();
  await expect(page.getByRole('main')).toContainText('Nothing was decided by opening this page.');
  await expect(page.getByRole('main')).toContainText(
    'The message asked about step 2. The release now asks about step 1',
  );
  await accessibleInBothThemes(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await page.reload();
  expect(await api.release(id)).toMatchObject({ status: 'awaiting_approval', approvals: [] });

  const confirm = new ApprovalsPage(page);
  await confirm.row(sample.name, '2.0.0').getByRole('button', { name: 'Approve' }).click();
  await confirm.dialog.confirm('Approve');
  await confirm.dialog.close();
  await api.until(id, 'holding');
  await expect(page.getByRole('main')).toContainText('asks for no approval now');
  await context.close();
});
