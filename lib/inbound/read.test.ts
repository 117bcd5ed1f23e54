import { describe, expect, test } from 'vitest';
import { generic } from './generic';
import { github } from './github';

const none = new Headers();

describe('generic', () => {
  test('everything it may say', () => {
    const data = {
      service: 'checkout',
      version: '2.4.1',
      baselineVersion: '2.4.0',
      commit: '9f3c2ab',
      artifact: 'sha256:41c7',
      environment: 'production',
      url: 'https://ci/1',
      changelog: 'fix',
      extra: 1,
    };
    const { extra, ...rest } = data;
    expect(
      generic.read(none, { type: 'deployment.succeeded', timestamp: '2026-11-21T11:00:00Z', data, more: true }),
    ).toEqual({
      kind: 'deployment',
      event: { phase: 'succeeded', repository: null, ...rest },
    });
  });

  test.each([
    ['no object', [], 400],
    ['another type', { type: 'deployment.started', data: { version: '1' } }, 422],
    ['no data', { type: 'deployment.requested' }, 400],
    ['no version', { type: 'deployment.requested', data: { service: 'a' } }, 400],
    ['a version with spaces', { type: 'deployment.requested', data: { version: 'a b' } }, 422],
    ['a version that is a number', { type: 'deployment.requested', data: { version: 2 } }, 400],
  ])('%s', (_name, body, status) => {
    expect(() => generic.read(none, body)).toThrow(expect.objectContaining({ status }));
  });
});

describe('github', () => {
  const repository = { full_name: 'acme/checkout', private: true };
  const deployment = (extra = {}) => ({
    id: 1,
    sha: 'a10867b',
    ref: 'v2.4.1',
    task: 'deploy',
    payload: {},
    environment: 'production',
    description: null,
    creator: {},
    ...extra,
  });
  const read = (event: string, body: unknown) => github.read(new Headers({ 'X-GitHub-Event': event }), body);
  const status = (state: string, extra = {}) =>
    read('deployment_status', {
      action: 'created',
      deployment: deployment(),
      repository,
      deployment_status: { state, description: '', environment: 'production', target_url: '', ...extra },
    });

  test('a deployment is a request', () => {
    expect(
      read('deployment', { action: 'created', deployment: deployment(), repository, sender: { login: 'ana' } }),
    ).toEqual({
      kind: 'deployment',
      event: {
        phase: 'requested',
        service: null,
        repository: 'acme/checkout',
        version: 'v2.4.1',
        environment: 'production',
        commit: 'a10867b',
      },
    });
  });

  test('who asked for it is kept, as they sign in with GitHub', () =>
    expect(
      read('deployment', { deployment: deployment({ creator: { login: 'ana', id: 583231 } }), repository }),
    ).toMatchObject({ event: { askedBy: { provider: 'github', subject: '583231' } } }));

  test.each([
    ['an object', { version: '2.4.1', service: 'search', baselineVersion: '2.4.0', artifact: 'oci:1' }],
    ['JSON in a text', '{"version":"2.4.1","service":"search","baselineVersion":"2.4.0","artifact":"oci:1"}'],
  ])('a payload as %s', (_name, payload) => {
    expect(read('deployment', { deployment: deployment({ payload }), repository })).toMatchObject({
      event: { version: '2.4.1', service: 'search', baselineVersion: '2.4.0', artifact: 'oci:1' },
    });
  });

  test.each([['no JSON'], [''], [[1]], [null], [{ version: 7, service: 'No Name' }]])(
    'a payload of somebody else: %j',
    (payload) => {
      expect(read('deployment', { deployment: deployment({ payload }), repository })).toMatchObject({
        event: { version: 'v2.4.1', service: null },
      });
    },
  );

  test.each([
    ['refs/tags/v2', 'v2'],
    ['refs/heads/main', 'main'],
    ['a10867b', 'a10867b'],
  ])('ref %s is version %s', (ref, version) => {
    expect(read('deployment', { deployment: deployment({ ref }), repository })).toMatchObject({ event: { version } });
  });

  test.each([
    ['success', 'succeeded'],
    ['failure', 'failed'],
    ['error', 'failed'],
  ])('status %s is %s', (state, phase) => {
    expect(status(state, { description: 'exit 1', target_url: 'https://ci/1' })).toMatchObject({
      kind: 'deployment',
      event: { phase, words: 'exit 1', url: 'https://ci/1' },
    });
  });

  test.each(['pending', 'queued', 'in_progress', 'inactive', 'waiting'])('status %s moves nothing', (state) => {
    expect(status(state)).toMatchObject({ kind: 'nothing' });
  });

  test('ping moves nothing, another event is not known, another form is refused', () => {
    expect(read('ping', { zen: 'x' })).toMatchObject({ kind: 'nothing' });
    expect(read('push', {})).toMatchObject({ kind: 'unknown', why: expect.stringContaining('"push"') });
    expect(() => read('deployment', { deployment: {} })).toThrow(expect.objectContaining({ status: 400 }));
  });
});
