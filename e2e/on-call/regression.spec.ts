import { accessible } from '../fixtures/axe';
import { expect, test } from '../fixtures/test';
import type { List, Release } from '../fixtures/wire';
import { ReleasePage } from '../pages/release-page';

const FLEET = ['checkout', 'search', 'catalog', 'payments'];

test('a regression injected into the real fleet is found by its gates and rolled back', async ({ api, as }) => {
  // Real traffic takes its time until a gate has the samples it needs.
  test.setTimeout(240_000);
  // The fleet releases without end; any of its releases that holds below 100 % will do.
  const inFlight = async (): Promise<Release | undefined> => {
    const { items } = await api.get<List<Release>>('/api/v1/releases?status=holding');
    return items.find(({ service, step }) => FLEET.includes(service) && step.index < step.count - 1);
  };
  await expect.poll(inFlight, { timeout: 80_000 }).toBeTruthy();
  const { id, service } = (await inFlight()) ?? { id: '', service: '' };
  await api.ok('POST', '/api/demo/fleet/inject', { service, kind: 'errors', severity: 'high' });

  const release = new ReleasePage(await as('operator'));
  await release.goto(id);
  await expect(release.saying(/^Rolled back to \S+: the provider confirmed 0\s%/)).toBeVisible({ timeout: 100_000 });
  await expect(release.firstLine).toContainText(/Why: .*errors.*baseline/i);
  await expect(release.section('Gates').getByRole('row', { name: /errors/ })).toContainText(/fail/i);
  const end = await api.release(id);
  expect(end.exposure).toMatchObject({ desired: 0, observed: 0 });
  expect(end.gates.find(({ verdict }) => verdict === 'fail')?.canary).toBeGreaterThan(0.05);
  await accessible(release.page);
  await api.ok('POST', '/api/demo/fleet/clear', { service });
});
