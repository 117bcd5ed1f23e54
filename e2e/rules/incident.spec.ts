import { Api } from '../fixtures/api';
import { accessibleInBothThemes } from '../fixtures/axe';
import { open } from '../fixtures/live';
import { LONG } from '../fixtures/scene';
import { expect, test } from '../fixtures/test';
import { banner, because, FormDialog } from '../pages/forms';
import { choose } from '../pages/overview-page';
import { ReleasePage } from '../pages/release-page';

const outside = new Api(null);
const held = ({ blockers }: { blockers: { kind: string }[] }) => blockers.some(({ kind }) => kind === 'incident');

test('an incident opened by hand holds new exposure until it is resolved', async ({ api, as, scene }) => {
  const sample = await scene({ plan: LONG });
  const page = await as('operator');
  await open(page, '/incidents');
  await page.getByRole('button', { name: 'Open an incident…' }).click();
  const dialog = new FormDialog(page, 'Open an incident');
  await dialog.submit();
  await dialog.refuses('What is wrong', /must say what is wrong|is needed/);
  await dialog.refuses('What it concerns', /one of the choices/);
  await accessibleInBothThemes(page);
  await dialog.field('What is wrong').fill('Logins fail');
  await dialog.pick('What it concerns', `Sample ${sample.name}`);
  await dialog.pick('Severity', 'critical');
  await dialog.done();
  const row = page
    .getByRole('region', { name: 'Open', exact: true })
    .getByRole('listitem')
    .filter({ hasText: sample.name });
  await expect(row).toContainText('Logins fail');

  const { id } = await sample.start('2.0.0');
  await api.until(id, held);
  const release = new ReleasePage(page);
  await release.goto(id);
  await expect(banner(page)).toContainText(/Incident open since .+: “Logins fail”/);
  expect(sample.provider.got).toEqual([]);
  await banner(page)
    .getByRole('link', { name: /Logins fail/ })
    .click();
  await page.getByRole('button', { name: 'Resolve…' }).click();
  await accessibleInBothThemes(page);
  await because(page, 'Resolve this incident?', 'certificate renewed', 'Resolve');
  await expect(page.getByText('“certificate renewed”')).toBeVisible();
  await accessibleInBothThemes(page);
  await api.until(id, 'holding', 30_000);
});

test('Alertmanager, connected in the browser, opens an incident and ends it', async ({ api, as, scene }) => {
  const sample = await scene({ plan: LONG });
  const page = await as('admin');
  await open(page, '/integrations/new');
  await page.getByLabel('Name', { exact: true }).fill(sample.name);
  await choose(page, page.getByLabel('Kind', { exact: true }), 'Alertmanager: alerts open incidents');
  await page.getByLabel('Names').fill('yard-api = no-such-service');
  await page.getByRole('button', { name: 'Make it and show its secret' }).click();
  await expect(page.getByLabel('Names')).toHaveAccessibleDescription(/no service named "no-such-service"/);
  await page.getByLabel('Names').fill(`yard-api = ${sample.name}`);
  await accessibleInBothThemes(page);
  await page.getByRole('button', { name: 'Make it and show its secret' }).click();
  await expect(page.getByRole('heading', { name: `${sample.name} is ready` })).toBeVisible();
  const secret = ((await page.locator('main pre').first().textContent()) ?? '').trim();
  await expect(page.locator('main pre').nth(1)).toContainText(secret);

  const alert = (status: 'firing' | 'resolved') =>
    outside.call(
      'POST',
      `/api/v1/hooks/${sample.name}`,
      {
        version: '4',
        groupKey: `{}:{service="${sample.name}"}`,
        truncatedAlerts: 0,
        status,
        receiver: 'rampart',
        groupLabels: {},
        commonLabels: {},
        commonAnnotations: {},
        externalURL: 'http://alertmanager.example',
        alerts: [
          {
            status,
            labels: { alertname: 'YardDown', severity: 'page', service: 'yard-api' },
            annotations: { summary: `The yard of ${sample.name} is down` },
            startsAt: new Date(Date.now() - 60_000).toISOString(),
            endsAt: status === 'resolved' ? new Date().toISOString() : '0001-01-01T00:00:00Z',
            generatorURL: 'http://prometheus.example/graph',
            fingerprint: sample.name,
          },
        ],
      },
      { authorization: `Bearer ${secret}` },
    );
  await open(page, '/incidents');
  expect((await alert('firing')).status).toBe(202);
  const title = page.getByRole('link', { name: `The yard of ${sample.name} is down` });
  await expect(title).toBeVisible();
  const { id } = await sample.start('2.0.0');
  await api.until(id, held);
  await title.click();
  await expect(page.getByText('through Alertmanager')).toBeVisible();
  expect((await alert('resolved')).status).toBe(202);
  await api.until(id, 'holding', 30_000);
  await expect(page.getByText(/^Resolved by/)).toBeVisible();
  await api.call('DELETE', `/api/v1/integrations/${sample.name}`);
});
