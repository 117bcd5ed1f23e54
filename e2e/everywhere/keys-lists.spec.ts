import { tabTo } from '../fixtures/keys';
import { open } from '../fixtures/live';
import { LONG } from '../fixtures/scene';
import { expect, test } from '../fixtures/test';
import { OverviewPage } from '../pages/overview-page';

test('a view is kept, shown and forgotten, and several releases paused, without a mouse', async ({
  api,
  as,
  scene,
}) => {
  const team = `team-${Date.now().toString(36)}`;
  const [one, two] = [
    await scene({ plan: LONG, service: { owner: team } }),
    await scene({ plan: LONG, service: { owner: team } }),
  ];
  const ids = [(await one.start('2.0.0')).id, (await two.start('3.0.0')).id];
  for (const id of ids) await api.until(id, 'holding');
  const page = await as('operator');
  const overview = new OverviewPage(page);
  await overview.goto();
  const { keyboard } = page;

  await keyboard.press('/');
  await keyboard.type(`team:${team}`);
  await expect(page.locator('[data-row]')).toHaveCount(2);
  const view = page.getByRole('button', { name: /^View:/ });
  await tabTo(page, view);
  await keyboard.press('Enter');
  await expect(page.getByRole('menuitemradio').first()).toBeFocused();
  const save = page.getByRole('menuitem', { name: 'Save this view…' });
  await keyboard.press('End');
  await expect(save).toBeFocused();
  await keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Save this view' });
  await expect(dialog.getByLabel('Name')).toBeFocused();
  await keyboard.press('Control+a');
  await keyboard.press('Delete');
  await keyboard.press('Enter');
  await expect(dialog.getByLabel('Name')).toHaveAttribute('aria-invalid', 'true');
  await expect(dialog.getByLabel('Name')).toHaveAccessibleDescription(/is needed/);
  await keyboard.type('Ours');
  await keyboard.press('Enter');
  await expect(dialog).toHaveCount(0);
  await expect(view).toBeFocused();
  await expect(view).toHaveText(/Ours/);

  await tabTo(page, page.locator('[data-row]').first());
  await keyboard.press('s');
  await keyboard.press('Shift+ArrowDown');
  const bar = page.getByRole('region', { name: 'Selected releases' });
  await expect(bar).toContainText('2 selected');
  await keyboard.press('p');
  const pause = page.getByRole('dialog', { name: 'Pause 2 releases?' });
  await expect(pause.getByRole('button', { name: /^Pause 2/ })).toBeFocused();
  await tabTo(page, pause.getByLabel(/^Reason/), { back: true });
  await keyboard.type('quarter end');
  await keyboard.press('Enter');
  await expect(pause.getByRole('status')).toContainText('All 2 paused');
  for (const id of ids) expect(await api.until(id, 'paused')).toMatchObject({ pause: { reason: 'quarter end' } });
  await tabTo(page, pause.getByRole('button', { name: 'Close' }));
  await keyboard.press('Enter');
  await expect(pause).toHaveCount(0);
  await expect(bar).toHaveCount(0);
  await expect(page.locator('[data-row]:focus')).toHaveCount(1);

  await open(page, '/overview');
  await tabTo(page, view);
  await keyboard.press('Enter');
  await expect(page.getByRole('menuitemradio').first()).toBeFocused();
  await keyboard.press('o');
  await expect(page.getByRole('menuitem', { name: 'Ours', exact: true })).toBeFocused();
  await keyboard.press('Enter');
  await expect(page.locator('[data-row]')).toHaveCount(2);
  await expect(view).toBeFocused();
  await keyboard.press('Enter');
  await expect(page.getByRole('menuitemradio').first()).toBeFocused();
  await keyboard.press('End');
  await keyboard.press('Enter');
  await expect(view).toHaveText(/attention/);
  await expect(view).toBeFocused();
});
