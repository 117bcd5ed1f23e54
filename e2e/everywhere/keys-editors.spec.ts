import { pickByKeys, tabTo } from '../fixtures/keys';
import { open } from '../fixtures/live';
import { LONG, unique } from '../fixtures/scene';
import { expect, test } from '../fixtures/test';
import { PlanEditor } from '../pages/editors';

test('a plan is made without a mouse: rows come, move and go, and the focus goes with them', async ({ api, as }) => {
  const name = unique('keys');
  const page = await as('admin');
  const { keyboard } = page;
  await open(page, '/plans/new');
  const editor = new PlanEditor(page);
  const button = (label: string) => page.getByRole('button', { name: label, exact: true });

  await keyboard.press('Control+s');
  await expect(page.getByLabel('Name', { exact: true })).toBeFocused();
  await keyboard.type(name);
  await tabTo(page, button('Add a step'));
  await keyboard.press('Enter');
  await expect(editor.step(5).getByLabel('Ring')).toBeFocused();
  await keyboard.press('Control+a');
  await keyboard.type('fifth');
  await tabTo(page, button('Move step 5 up'));
  await keyboard.press('Enter');
  await expect(button('Move step 4 up')).toBeFocused();
  await expect(editor.step(4).getByLabel('Ring')).toHaveValue('fifth');
  for (const at of [3, 2]) {
    await keyboard.press('Enter');
    await expect(button(`Move step ${at} up`)).toBeFocused();
  }
  await keyboard.press('Enter');
  // At the top it can only go down.
  await expect(button('Move step 1 down')).toBeFocused();
  await expect(editor.step(1).getByLabel('Ring')).toHaveValue('fifth');
  await keyboard.press('Tab');
  await keyboard.press('Enter');
  await expect(button('Remove step 1')).toBeFocused();
  for (const left of [3, 2, 1]) {
    await keyboard.press('Enter');
    await expect(page.getByRole('button', { name: /^Remove step/ })).toHaveCount(left);
  }
  // The last one stays, and so does the focus: in its fields.
  await expect(editor.step(1).getByLabel('Ring')).toBeFocused();

  await tabTo(page, button('Add a gate'));
  await keyboard.press('Enter');
  await expect(page.getByLabel('Gate', { exact: true }).last()).toBeFocused();
  const gates = page.getByRole('button', { name: 'Remove this gate' });
  for (let left = await gates.count(); left > 0; left -= 1) {
    await tabTo(page, gates.last());
    await keyboard.press('Enter');
    await expect(gates).toHaveCount(left - 1);
  }
  await expect(button('Add a gate')).toBeFocused();

  await tabTo(page, editor.step(1).getByLabel('Exposure, %'), { back: true });
  await keyboard.press('Control+a');
  await keyboard.type('250');
  await keyboard.press('Control+s');
  const exposure = editor.step(1).getByLabel('Exposure, %');
  await expect(exposure).toBeFocused();
  await expect(exposure).toHaveAccessibleDescription(/from 0 to 100/);
  await keyboard.press('Control+a');
  await keyboard.type('100');
  await keyboard.press('Control+s');
  await expect(page).toHaveURL(new RegExp(`/plans/${name}$`));
  await tabTo(page, page.getByRole('link', { name: 'Edit' }));
  await keyboard.press('Enter');
  await expect(page).toHaveURL(/\/edit$/);
  await api.call('DELETE', `/api/v1/plans/${name}`);
});

test('a day of the calendar is opened, frozen from and freed without a mouse', async ({ as, scene }) => {
  const sample = await scene({ plan: LONG });
  const page = await as('admin');
  const { keyboard } = page;
  await open(page, '/freezes');
  const today = page.getByRole('gridcell', { name: /, today/ });
  await tabTo(page, today);
  await keyboard.press('ArrowDown');
  await keyboard.press('End');
  const sunday = page.locator('[role=gridcell]:focus, td:focus');
  await expect(sunday).toHaveAccessibleName(/Sunday/);
  await keyboard.press('Enter');
  const day = page.getByRole('dialog', { name: /^Sunday/ });
  await tabTo(page, day.getByRole('button', { name: 'Freeze from this day…' }));
  await keyboard.press('Enter');
  const freeze = page.getByRole('dialog', { name: 'Freeze new exposure' });
  const what = freeze.getByLabel('What', { exact: true });
  await tabTo(page, what);
  await expect(freeze.getByLabel(/^From/)).toHaveValue(/T00:00$/);
  await pickByKeys(page, what, `Sample ${sample.name}`);
  await tabTo(page, freeze.getByLabel('Reason'));
  await keyboard.type('Stocktaking');
  await keyboard.press('Enter');
  await expect(freeze).toHaveCount(0);
  await expect(sunday).toBeFocused();
  await expect(sunday).toHaveAccessibleName(/Stocktaking/);

  const row = page.getByRole('region', { name: 'To come' }).getByRole('listitem').filter({ hasText: sample.name });
  await tabTo(page, row.getByRole('button', { name: /^Lift/ }), { back: true });
  await keyboard.press('Enter');
  const lift = page.getByRole('dialog', { name: 'Lift this freeze?' });
  await expect(lift.getByRole('button', { name: /^Keep it frozen/ })).toBeFocused();
  await tabTo(page, lift.getByLabel('Reason'), { back: true });
  await keyboard.type('not needed');
  await keyboard.press('Enter');
  await expect(row).toHaveCount(0);
  await expect(page.locator(':focus')).toHaveCount(1);
});

test('a postmortem is written, its actions assigned, and published without a mouse', async ({ api, as, scene }) => {
  const sample = await scene({ plan: LONG });
  const { id } = await sample.start('2.0.0');
  await api.until(id, 'holding');
  await api.act(id, 'rollback', { reason: 'drill' });
  await api.until(id, 'rolled_back');
  await expect
    .poll(async () => (await api.call('GET', `/api/v1/releases/${id}/postmortem`)).status, { timeout: 20_000 })
    .toBe(200);
  const page = await as('operator');
  const { keyboard } = page;
  await open(page, `/postmortems/${id}`);
  await tabTo(page, page.getByLabel('Summary'));
  await keyboard.type('A drill.');
  await tabTo(page, page.getByRole('button', { name: 'Add an action' }));
  await keyboard.press('Enter');
  await pickByKeys(page, page.getByRole('combobox', { name: 'Kind of action 1' }), 'detect');
  await keyboard.press('Tab');
  await keyboard.type('Alert on drills');
  await expect(page.getByRole('main')).toContainText('One action has no owner.');
  await tabTo(page, page.getByLabel('Action 1: owner'));
  await keyboard.type('mona');
  await keyboard.press('Tab');
  await keyboard.type('12242027');
  await tabTo(page, page.getByRole('button', { name: 'Add an action' }), { back: true });
  await keyboard.press('Enter');
  await tabTo(page, page.getByRole('button', { name: 'Remove action 2' }));
  await keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Remove action 1' })).toBeFocused();
  await keyboard.press('Control+s');
  const story = async () => JSON.stringify(await api.get(`/api/v1/releases/${id}/postmortem`));
  await expect.poll(story).toMatch(/2027-12-24/);

  await tabTo(page, page.getByRole('button', { name: 'Publish' }), { back: true });
  await keyboard.press('Enter');
  await expect(page.getByRole('main')).toContainText('Published');
  await expect.poll(story).toMatch(/"status":"published"/);
  await expect(page.getByRole('main')).toBeFocused();
});

test('what takes away asks, and is answered without a mouse', async ({ api, as, scene }) => {
  const sample = await scene({ plan: LONG });
  const token = unique('keys');
  await api.ok('POST', '/api/v1/tokens', { name: token, scopes: ['read'] });
  const page = await as('admin');
  const { keyboard } = page;
  await open(page, `/services/${sample.name}/edit`);
  await tabTo(page, page.getByRole('button', { name: `Delete ${sample.name}…` }), { most: 90 });
  await keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: `Delete ${sample.name}?` });
  await expect(dialog.getByRole('button', { name: /^Keep it/ })).toBeFocused();
  await tabTo(page, dialog.getByLabel('Reason'), { back: true });
  await keyboard.type('retired');
  await tabTo(page, dialog.getByRole('button', { name: 'Delete', exact: true }));
  await keyboard.press('Enter');
  await expect(page).toHaveURL(/\/services$/);
  expect((await api.call('GET', `/api/v1/services/${sample.name}`)).status).toBe(404);

  await open(page, '/settings/tokens');
  await tabTo(page, page.getByRole('button', { name: new RegExp(`^Revoke ${token}`) }), { most: 120 });
  await keyboard.press('Enter');
  const revoke = page.getByRole('dialog');
  await expect(revoke.locator('button[type=submit]')).toBeFocused();
  await keyboard.press('Enter');
  await expect(revoke).toHaveCount(0);
  await expect(page.getByRole('main')).not.toContainText(token);
  await expect(page.locator(':focus')).toHaveCount(1);
});
