import { accessible } from '../fixtures/axe';
import { LONG } from '../fixtures/scene';
import { expect, test } from '../fixtures/test';
import { OnCallPage } from '../pages/oncall-page';

test('a rollback the provider refuses is the loudest thing there is, with the way by hand', async ({
  api,
  as,
  scene,
}) => {
  const sample = await scene({ plan: LONG });
  const { id } = await sample.start('2.0.0');
  await api.until(id, 'holding');
  sample.provider.answer(({ action }) => (action === 'rollback' ? { status: 403, words: 'locked by Bob' } : 200));
  await api.act(id, 'rollback', { reason: 'drill' });
  await api.until(id, 'rollback_failed', 30_000);
  const oncall = new OnCallPage(await as('operator'));
  await oncall.goto();
  const card = oncall.card(id);
  await expect(card).toContainText('locked by Bob');
  await expect(card.getByRole('button', { name: /By hand/ })).toBeVisible();
  await accessible(oncall.page);

  sample.provider.answer();
  await card.getByRole('button', { name: 'Try now' }).click();
  await oncall.dialog.confirm('Try now');
  await expect(oncall.dialog.receipt).toContainText(/Provider confirmed 0\s%/);
  await api.until(id, 'rolled_back');
});
