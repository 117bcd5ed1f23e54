import { gzipSync } from 'node:zlib';
import { problem } from '../fixtures/api';
import { product } from '../fixtures/env';
import { LONG_GATED } from '../fixtures/scene';
import { expect, test } from '../fixtures/test';

type Counted = { ok: number; failed: number };

const nano = (ms: number): string => `${BigInt(Math.round(ms)) * 1_000_000n}`;
const attribute = (key: string, value: string) => ({ key, value: { stringValue: value } });

/** `http.server.request.duration` of one instance since it started, as an SDK with no configuration exports it. */
function metrics(service: string, version: string, since: number, { ok, failed }: Counted) {
  const point = (status: number, count: number) => ({
    attributes: [{ key: 'http.response.status_code', value: { intValue: String(status) } }],
    startTimeUnixNano: nano(since),
    timeUnixNano: nano(Date.now()),
    count: String(count),
    sum: count * 0.02,
    explicitBounds: [0.05, 0.1, 0.25, 0.5, 1],
    bucketCounts: [String(count), '0', '0', '0', '0', '0'],
  });
  const resource = [
    attribute('service.name', service),
    attribute('service.version', version),
    attribute('service.instance.id', `${version}-1`),
    attribute('deployment.environment.name', 'production'),
  ];
  const histogram = { aggregationTemporality: 2, dataPoints: [point(200, ok), point(500, failed)] };
  const metric = { name: 'http.server.request.duration', unit: 's', histogram };
  return { resourceMetrics: [{ resource: { attributes: resource }, scopeMetrics: [{ metrics: [metric] }] }] };
}

test('OTLP alone drives a gate: cumulative counts, JSON, gzip', async ({ api, scene }) => {
  const sample = await scene({ plan: LONG_GATED });
  const { id } = await sample.start('2.0.0');
  await api.until(id, 'holding');
  const since = Date.now();
  let sent = 0;
  await expect
    .poll(
      async () => {
        sent += 1;
        for (const [version, failing] of [
          ['1.0.0', 1],
          ['2.0.0', 30],
        ] as const) {
          const body = metrics(sample.name, version, since, { ok: 300 * sent, failed: failing * sent });
          const response = await fetch(`${product.url}/v1/metrics`, {
            method: 'POST',
            headers: {
              authorization: `Bearer ${product.token}`,
              'content-type': 'application/json',
              'content-encoding': 'gzip',
            },
            body: new Uint8Array(gzipSync(JSON.stringify(body))),
          });
          expect([response.status, await response.text()]).toEqual([200, '{}']);
        }
        return (await api.release(id)).status;
      },
      { timeout: 30_000, intervals: [500] },
    )
    .toMatch(/roll(ing|ed)_back/);
  const { gates } = await api.until(id, 'rolled_back');
  expect(gates[0]).toMatchObject({ verdict: 'fail', name: 'errors' });
  expect(gates[0]?.canary).toBeCloseTo(30 / 330, 2);
});

test('points that mean nothing are told, and a token without "ingest" is refused', async ({ api, clientOf }) => {
  const body = metrics('nobody-knows-it', '1', Date.now() - 1000, { ok: 1, failed: 0 });
  const answer = await api.call<{ partialSuccess?: { rejectedDataPoints: string } }>('POST', '/v1/metrics', body);
  expect(answer.status).toBe(200);
  expect(Number(answer.body.partialSuccess?.rejectedDataPoints)).toBe(2);
  problem(await (await clientOf('operator')).call('POST', '/v1/metrics', body), 403);
});
