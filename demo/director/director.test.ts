import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pino from 'pino';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { HEALTHY, type Profile } from '../services/profile';
import { SERVICES, type ServiceSpec } from '../services/spec';
import { startStub, until } from '../testing/stub-rampart';
import { RampartClient } from './client';
import { Director } from './director';
import { FleetState } from './state';

const spec = SERVICES.find((one) => one.name === 'checkout') as ServiceSpec;
const log = pino({ level: 'silent' });
let dir: string;
let stub: Awaited<ReturnType<typeof startStub>>;
let deployed: { version: string; profile: Profile }[];
let end: () => Promise<void>;

/** A director in a process of its own, as far as its memory goes. */
async function begin() {
  const stopping = new AbortController();
  const state = new FleetState(dir);
  await state.load();
  const service = {
    spec,
    settledVersion: '4.8.0',
    deployCanary: async (version: string, profile: Profile) => {
      deployed.push({ version, profile });
    },
  };
  const client = new RampartClient(stub.url, 't', log, stopping.signal);
  const timing = { continuous: true, pauseMs: 10, pollMs: 10 };
  const options = { client, log, hookSecret: '', state, signal: stopping.signal, ...timing };
  const director = new Director(service, options);
  const running = director.run(0);
  end = async () => {
    stopping.abort();
    await running;
  };
  return director;
}

const versions = () => stub.releases.map((release) => release.version).reverse();
function finish(status: string): void {
  const [release] = stub.releases;
  if (release) release.status = status;
}

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'fleet-'));
  stub = await startStub();
  deployed = [];
  await begin();
});
afterEach(async () => {
  await end();
  stub.close();
  await rm(dir, { recursive: true, force: true });
});

it('plays its cycle: a patch after a rollback, a minor after a success', async () => {
  await until(() => stub.releases.length === 1);
  finish('rolled_back');
  await until(() => stub.releases.length === 2);
  finish('completed');
  await until(() => stub.releases.length === 3);
  expect(versions()).toEqual(['4.9.0', '4.9.1', '4.10.0']);
  expect(deployed.map((one) => one.profile.kind)).toEqual(['errors', 'none', 'none']);
});

it('waits for a person as long as it takes and approves nothing', async () => {
  await until(() => stub.releases.length === 1);
  finish('awaiting_approval');
  await sleep(300);
  expect(versions()).toEqual(['4.9.0']);
  expect(stub.to('POST', '/api/v1/releases/')).toEqual([]);
  finish('cancelled');
  await until(() => stub.releases.length === 2);
});

it('goes on after a restart with the release it had begun', async () => {
  await until(() => stub.to('GET', '/api/v1/releases/r1').length > 0);
  await end();
  await begin();
  await sleep(200);
  expect(versions()).toEqual(['4.9.0']);
  finish('completed');
  await until(() => stub.releases.length === 2);
  expect(versions()).toEqual(['4.9.0', '4.10.0']);
});

it('lets a release of somebody else end first and goes above its version', async () => {
  await until(() => stub.releases.length === 1);
  stub.releases.unshift({ id: 'hand', service: 'checkout', version: '6.0.0', status: 'holding' });
  const own = stub.releases.find((release) => release.version === '4.9.0');
  if (own) own.status = 'completed';
  await sleep(200);
  expect(versions()).toEqual(['4.9.0', '6.0.0']);
  finish('completed');
  await until(() => stub.releases.length === 3);
  expect(versions().at(-1)).toBe('6.1.0');
});

it('starts what a person asks for next', async () => {
  await until(() => stub.releases.length === 1);
  await end();
  const director = await begin();
  director.ask('latency');
  finish('completed');
  await until(() => deployed.some((one) => one.profile.kind === 'latency'));
  expect(deployed.at(-1)?.profile).not.toEqual(HEALTHY);
});
