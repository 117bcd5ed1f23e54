import type { Api } from '../fixtures/api';
import { accessibleInBothThemes } from '../fixtures/axe';
import { LONG_GATED } from '../fixtures/scene';
import { expect, test } from '../fixtures/test';
import { ReleasePage } from '../pages/release-page';

const LINKS = {
  logs: 'https://logs.example.com/?service={{service}}&version={{version}}&from={{from}}&to={{to}}',
  traces: 'https://traces.example.com/{{cohort}}/{{ring}}',
};
const LATENCY = { bounds: [50, 100, 250], counts: [80, 15, 4, 1] };

/** One second of both versions: only /pay in eu-west fails with the new one, which needs more CPU everywhere. */
async function push(api: Api, service: string): Promise<void> {
  // Not before the release began, or it would lie outside of its window.
  const at = new Date().toISOString();
  const cell = (version: string, route: string, region: string, requests: number, errors: number) => ({
    ...{ version, at, interval: '1s', requests, errors, latencyMs: LATENCY, dimensions: { route, region } },
    values: { cpu: { count: requests, sum: requests * (version === '2.0.0' ? 6 : 5), sumSquares: requests * 40 } },
  });
  const samples = [
    ...[cell('2.0.0', '/pay', 'eu-west', 1_000, 80), cell('2.0.0', '/pay', 'us-east', 1_000, 4)],
    ...[cell('2.0.0', '/cart', 'eu-west', 2_000, 8), cell('2.0.0', '/cart', 'us-east', 2_000, 8)],
    ...[cell('1.0.0', '/pay', 'eu-west', 9_000, 36), cell('1.0.0', '/pay', 'us-east', 9_000, 36)],
    ...[cell('1.0.0', '/cart', 'eu-west', 18_000, 72), cell('1.0.0', '/cart', 'us-east', 18_000, 72)],
  ];
  await api.ok('POST', '/api/v1/telemetry', { service, samples });
}

test('finds where the new version fails, what it needs more, and goes on to its logs', async ({ api, as, scene }) => {
  const sample = await scene({ plan: { ...LONG_GATED, rollback: { automatic: false } }, service: { links: LINKS } });
  const { id } = await sample.start('2.0.0');
  await api.until(id, 'holding');
  await push(api, sample.name);

  const page = await as('operator');
  const release = new ReleasePage(page);
  await release.goto(id);
  const debug = release.section('Debug by cohort');
  await debug.scrollIntoViewIfNeeded();
  await expect(debug).toContainText(/\/pay in eu-west: 4\.2\s% against 0\.4\s%; 100\s% of the extra failures\./);
  const worst = debug.getByRole('row', { name: /^\/pay/ });
  await expect(worst).toContainText('worse');
  await expect(worst).toContainText(/baseline \d+\sms/);
  await expect(worst).toContainText(/84 of 2,000.*72 of 18,000/);
  await expect(debug.getByRole('row', { name: /^\/cart/ })).not.toContainText('worse');

  const logs = debug.getByRole('link', { name: /^Logs, canary/ });
  await expect(logs).toHaveAttribute(
    'href',
    new RegExp(`service=${sample.name}&version=2\\.0\\.0&from=\\d{13}&to=\\d{13}$`),
  );
  await expect(debug.getByRole('link', { name: /^Traces, baseline/ })).toHaveAttribute('href', /\/baseline\/early$/);
  await accessibleInBothThemes(page);

  await debug.getByRole('tab', { name: 'Region' }).click();
  await expect(debug).toContainText(/eu-west at \/pay: .* of the extra failures/);
  await expect(page).toHaveURL(/debug=region/);

  await debug.getByRole('tab', { name: 'Latency' }).click();
  await expect(debug).toContainText(/p95 .* against/);
  await debug.getByRole('group', { name: /^Latency over time/ }).press('ArrowLeft');
  await expect(debug).toContainText(/canary .* · baseline/);
  await debug.getByRole('button', { name: 'Table' }).click();
  await expect(debug.getByRole('table', { name: /^Latency over time/ })).toContainText(/80\s%/);
  await accessibleInBothThemes(page);

  await debug.getByRole('tab', { name: 'Use and cost' }).click();
  await expect(debug.getByRole('row', { name: /^CPU/ })).toContainText(/\+20\s%/);
  await debug.getByRole('tab', { name: 'Dependency' }).click();
  await expect(debug).toContainText('Samples carry no dependency');
  await expect(debug).toContainText('rampart.dependency or peer.service');
});

test('of a service that Prometheus measures it says what would help, and offers nothing the person may not do', async ({
  api,
  as,
  scene,
}) => {
  const telemetry = { kind: 'prometheus', url: 'http://127.0.0.1:9/', preset: 'otel-http' };
  const sample = await scene({ plan: LONG_GATED, service: { telemetry } });
  const { id } = await sample.start('2.0.0');
  await api.until(id, 'holding');
  for (const [who, may] of [
    ['operator', false],
    ['admin', true],
  ] as const) {
    const release = new ReleasePage(await as(who));
    await release.goto(`${id}?debug=use`);
    const debug = release.section('Debug by cohort');
    await debug.scrollIntoViewIfNeeded();
    await expect(debug).toContainText('Prometheus is asked for no CPU, memory or cost.');
    await expect(debug.getByRole('link', { name: 'Add links to logs and traces' })).toHaveCount(may ? 1 : 0);
    await expect(debug.getByRole('link', { name: `Change the telemetry of ${sample.name}` })).toHaveCount(may ? 1 : 0);
    if (!may) await expect(debug).toContainText('storefront can change it.');
  }
});
