import { Api, problem } from '../fixtures/api';
import { CLIMB, LONG, unique } from '../fixtures/scene';
import { expect, test } from '../fixtures/test';

const step = { ring: 'broad', exposure: 100, hold: '1m' };
const plan = (change: Record<string, unknown>) => ({ ...CLIMB, ...change });

const PLANS: [string, unknown, number, string][] = [
  ['a wrong type', plan({ steps: 'many' }), 400, 'steps'],
  ['an unknown field', plan({ colour: 'blue' }), 400, 'colour'],
  ['exposure 140', plan({ steps: [{ ...step, exposure: 140 }] }), 422, 'steps.0.exposure'],
  ['three decimals', plan({ steps: [{ ...step, exposure: 0.001 }, step] }), 422, 'steps.0.exposure'],
  ['a hold "yesterday"', plan({ steps: [{ ...step, hold: 'yesterday' }] }), 422, 'steps.0.hold'],
  [
    'steps that fall',
    plan({ steps: [{ ...step, exposure: 50 }, { ...step, exposure: 10 }, step] }),
    422,
    'steps.1.exposure',
  ],
  ['an end below 100', plan({ steps: [{ ...step, exposure: 50 }] }), 422, 'steps.0.exposure'],
  ['a gate that is not there', plan({ steps: [{ ...step, gates: ['speed'] }] }), 422, 'steps.0.gates.0'],
  ['no JSON', '{nope', 400, ''],
];

for (const [what, body, status, path] of PLANS) {
  test(`a plan with ${what} is refused and nothing of it is kept`, async ({ api }) => {
    const name = unique('bad');
    const { errors } = problem(await api.call('PUT', `/api/v1/plans/${name}`, body), status);
    if (path !== '') expect(errors?.map((error) => error.path).join(' ')).toContain(path);
    problem(await api.call('GET', `/api/v1/plans/${name}`), 404);
  });
}

const NEVER = [
  'ftp://example.com/x',
  'javascript:alert(1)',
  'not a url',
  'http://169.254.169.254/latest/meta-data',
  'http://[fe80::1]/',
  'http://[::ffff:169.254.169.254]/',
  'http://2852039166/',
  'http://0xa9fea9fe/',
  'http://metadata.google.internal/',
  'http://[fd00:ec2::254]/',
];

test('a provider at a link-local or metadata address, or not over http, is always refused', async ({ api, scene }) => {
  const sample = await scene({ plan: LONG });
  for (const url of NEVER) {
    const service = { ...sample.input(), provider: { kind: 'webhook', url } };
    const answer = await api.call('PUT', `/api/v1/services/${sample.name}-x`, service);
    expect(
      problem(answer, 422).errors?.map(({ path }) => path),
      url,
    ).toEqual(['provider.url']);
  }
  problem(await api.call('GET', `/api/v1/services/${sample.name}-x`), 404);
});

test('a body of 20 MB is refused', async ({ api }) => {
  const version = 'y'.repeat(20_000_000);
  problem(await api.call('POST', '/api/v1/releases', { service: 'checkout', version }), 413);
});

test('a path that is no UTF-8 is refused', async ({ api }) => {
  expect(problem(await api.call('GET', '/api/v1/services/%E0%A4%A'), 400).detail).toContain('%E0%A4%A');
  problem(await api.call('GET', '/overview/%E0%A4%A'), 400);
  expect((await api.call('GET', '/api/v1/services/caf%C3%A9')).status).toBeLessThan(500);
});

test('who asks is checked before what is asked', async ({ clientOf, scene }) => {
  const sample = await scene({ plan: LONG });
  const input = { service: sample.name, version: '1.0.0' };
  problem(await new Api(null).call('POST', '/api/v1/releases', input), 401);
  problem(await new Api('rmp_not_a_token').call('GET', '/api/v1/releases'), 401);
  const operator = await clientOf('operator');
  expect(problem(await operator.call('PUT', `/api/v1/plans/${sample.name}`, LONG), 403).detail).toContain('admin');
  problem(await operator.call('POST', '/api/v1/telemetry', { service: sample.name, samples: [] }), 403);
});

test('what does not exist is not found', async ({ api }) => {
  const none = unique('none');
  problem(await api.call('GET', `/api/v1/services/${none}`), 404);
  problem(await api.call('GET', '/api/v1/releases/nope'), 404);
  problem(await api.call('POST', '/api/v1/releases/0198f0c0-0000-7000-8000-000000000000/pause', {}), 404);
  problem(await api.call('GET', `/api/v1/proceed?service=${none}&version=1`), 404);
  const create = await api.call('POST', '/api/v1/releases', { service: none, version: '1' });
  expect([404, 422]).toContain(create.status);
  expect(problem(create, create.status).detail).toContain(none);
});

test('an action that the state forbids says the state and what is allowed', async ({ api, scene }) => {
  const sample = await scene({ plan: LONG });
  const { id } = await sample.start('2.0.0');
  await api.until(id, 'holding');
  const refused = problem(await api.act(id, 'resume'), 409);
  expect(refused.detail).toContain('holding');
  expect(refused).toMatchObject({ allowed: expect.arrayContaining(['pause', 'rollback']) });
  problem(await api.act(id, 'cancel'), 409);
  problem(await api.act(id, 'explode'), 404);
});

test('one bad sample does not refuse the others', async ({ api, scene }) => {
  const sample = await scene({ plan: LONG });
  const good = {
    version: '1',
    at: new Date(Date.now() - 20_000).toISOString(),
    interval: '10s',
    requests: 9,
    errors: 1,
  };
  const samples = [
    good,
    { ...good, errors: 10 },
    { ...good, at: 'yesterday' },
    { ...good, at: new Date(Date.now() + 3_600_000).toISOString() },
    { ...good, version: undefined },
    { ...good, colour: 'blue' },
  ];
  const body = { service: sample.name, samples };
  const answer = await api.ok<{ accepted: number; refused: { index: number }[] }>('POST', '/api/v1/telemetry', body);
  expect(answer.accepted).toBe(1);
  expect(answer.refused.map(({ index }) => index)).toEqual([1, 2, 3, 4, 5]);
});
