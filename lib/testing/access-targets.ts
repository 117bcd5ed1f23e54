import { randomUUID } from 'node:crypto';
import { hashToken, newTokenValue, tokenHint } from '@/lib/access/tokens';
import { ACTIONS } from '@/lib/releases/status';
import { toObject } from '@/lib/slos/openslo/write-file';
import { sloInputSchema } from '@/lib/slos/schema';
import { call } from './api';
import type { TestDatabase } from './database';

/** What the targets are made with: an admin's token, and the team that shall own them. */
export type Scene = { db: TestDatabase; token: string; team: string };
export type TargetCall = { url: string; body?: unknown };

const step = (exposure: number) => ({ ring: 'all', exposure, hold: '5m' });
const PLAN = { mechanism: 'canary', steps: [step(10), step(100)] };
const SLO = { sli: { kind: 'ratio' }, objective: 0.999, window: '30d' };
const unique = (): string => `x-${randomUUID().slice(0, 8)}`;

async function send(scene: Scene, method: string, url: string, body: unknown): Promise<Record<string, string>> {
  const answer = await call(method, url, { token: scene.token, body });
  if (!answer.ok) throw new Error(`${method} ${url}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

const serviceInput = (team: string, plan: string) => ({
  displayName: 'One',
  owner: team,
  tier: 3,
  plan,
  provider: { kind: 'webhook', url: 'http://127.0.0.1:9999/hook' },
});

async function makeService(scene: Scene): Promise<{ service: string; plan: string }> {
  const [service, plan] = [unique(), unique()];
  await send(scene, 'PUT', `/api/v1/plans/${plan}`, PLAN);
  await send(scene, 'PUT', `/api/v1/services/${service}`, serviceInput(scene.team, plan));
  return { service, plan };
}

async function makeRelease(scene: Scene): Promise<string> {
  const { service } = await makeService(scene);
  const { id } = await send(scene, 'POST', '/api/v1/releases', { service, version: '1' });
  return id ?? '';
}

async function makePostmortem(scene: Scene): Promise<string> {
  const id = await makeRelease(scene);
  const at = new Date();
  const data = { facts: {}, timeline: [], charts: {}, content: {}, factsAt: at, createdAt: at, updatedAt: at };
  const { service } = await scene.db.prisma.release.findUniqueOrThrow({ where: { id } });
  await scene.db.prisma.postmortem.create({ data: { releaseId: id, service, version: '1', ...data } });
  return id;
}

const account = async (scene: Scene): Promise<Record<string, string>> =>
  send(scene, 'PUT', `/api/v1/service-accounts/${unique()}`, { displayName: 'CI', team: scene.team, role: 'operator' });

async function accountToken(scene: Scene): Promise<string> {
  const { email = '' } = await account(scene);
  const owner = await scene.db.prisma.user.findUniqueOrThrow({ where: { email } });
  const value = newTokenValue();
  const data = { name: 'ci', hash: hashToken(value), hint: tokenHint(value), scopes: ['read'], ownerId: owner.id };
  return (await scene.db.prisma.apiToken.create({ data: { id: randomUUID(), ...data } })).id;
}

async function someone({ db }: Scene): Promise<string> {
  const email = `${unique()}@example.com`;
  await db.prisma.user.create({ data: { id: randomUUID(), email, name: 'Someone' } });
  return encodeURIComponent(email);
}

const actions = Object.fromEntries(
  ACTIONS.map((name) => [
    `POST /api/v1/releases/{id}/${name}`,
    async (scene: Scene) => ({ url: `/api/v1/releases/${await makeRelease(scene)}/${name}`, body: { reason: 'why' } }),
  ]),
);

/** An override that somebody else has used. */
async function makeOverride(scene: Scene): Promise<string> {
  const release = await scene.db.prisma.release.findUniqueOrThrow({ where: { id: await makeRelease(scene) } });
  const at = new Date();
  const data = { releaseId: release.id, service: release.service, stepIndex: 0, principal: 'other', name: 'Other' };
  const id = randomUUID();
  await scene.db.prisma.override.create({ data: { id, ...data, blockers: ['freeze'], reason: 'why', at, until: at } });
  return id;
}

/**
 * For every operation with `reach: 'target'`: a call of it on something that the scene's team owns. Whoever adds such an
 * operation adds it here; the permission matrix then proves that its verb asks (`authorize`).
 */
export const TARGETS: Record<string, (scene: Scene) => Promise<TargetCall>> = {
  ...actions,
  'POST /api/v1/releases': async (scene) => ({
    url: '/api/v1/releases',
    body: { service: (await makeService(scene)).service, version: '2' },
  }),
  'POST /api/v1/kill': async (scene) => ({
    url: '/api/v1/kill',
    body: { scope: { service: (await makeService(scene)).service }, reason: 'fire' },
  }),
  'PATCH /api/v1/releases/{id}': async (scene) => ({
    url: `/api/v1/releases/${await makeRelease(scene)}`,
    body: { artifact: 'sha256:1' },
  }),
  'POST /api/v1/overrides/{id}/review': async (scene) => ({
    url: `/api/v1/overrides/${await makeOverride(scene)}/review`,
    body: {},
  }),
  'POST /api/v1/freezes/{freeze}/lift': async (scene) => {
    const { service } = await makeService(scene);
    await send(scene, 'POST', '/api/v1/kill', { scope: { service }, reason: 'fire' });
    return { url: `/api/v1/freezes/kill:${service}/lift`, body: {} };
  },
  'PUT /api/v1/freezes/{freeze}': async (scene) => ({
    url: `/api/v1/freezes/${unique()}`,
    body: { scope: { service: (await makeService(scene)).service }, reason: 'why' },
  }),
  'DELETE /api/v1/freezes/{freeze}': async (scene) => {
    await makeService(scene);
    const url = `/api/v1/freezes/${unique()}`;
    await send(scene, 'PUT', url, { scope: { team: scene.team }, reason: 'why' });
    return { url };
  },
  'POST /api/v1/incidents': async (scene) => ({
    url: '/api/v1/incidents',
    body: { title: 'fire', scopes: [{ service: (await makeService(scene)).service }] },
  }),
  'POST /api/v1/incidents/{id}/resolve': async (scene) => {
    const scopes = [{ service: (await makeService(scene)).service }];
    const { id } = await send(scene, 'POST', '/api/v1/incidents', { title: 'fire', scopes });
    return { url: `/api/v1/incidents/${id}/resolve`, body: {} };
  },
  'POST /api/v1/services/{service}/provider/test': async (scene) => ({
    url: `/api/v1/services/${(await makeService(scene)).service}/provider/test`,
    body: {},
  }),
  'PUT /api/v1/services/{service}': async (scene) => {
    const { service, plan } = await makeService(scene);
    return { url: `/api/v1/services/${service}`, body: { ...serviceInput(scene.team, plan), displayName: 'Two' } };
  },
  'DELETE /api/v1/services/{service}': async (scene) => ({
    url: `/api/v1/services/${(await makeService(scene)).service}`,
  }),
  'PUT /api/v1/services/{service}/slos/{slo}': async (scene) => ({
    url: `/api/v1/services/${(await makeService(scene)).service}/slos/availability`,
    body: SLO,
  }),
  'DELETE /api/v1/services/{service}/slos/{slo}': async (scene) => {
    const url = `/api/v1/services/${(await makeService(scene)).service}/slos/availability`;
    await send(scene, 'PUT', url, SLO);
    return { url };
  },
  'POST /api/v1/slos/import': async (scene) => ({
    url: '/api/v1/slos/import',
    body: toObject((await makeService(scene)).service, 'availability', sloInputSchema.parse(SLO)),
  }),
  'PUT /api/v1/plans/{plan}': async (scene) => ({
    url: `/api/v1/plans/${(await makeService(scene)).plan}`,
    body: { ...PLAN, steps: [step(20), step(100)] },
  }),
  'DELETE /api/v1/plans/{plan}': async (scene) => ({ url: `/api/v1/plans/${(await makeService(scene)).plan}` }),
  'PUT /api/v1/releases/{id}/postmortem': async (scene) => ({
    url: `/api/v1/releases/${await makePostmortem(scene)}/postmortem`,
    body: { content: {}, revision: 99 },
  }),
  'POST /api/v1/releases/{id}/postmortem/editing': async (scene) => ({
    url: `/api/v1/releases/${await makePostmortem(scene)}/postmortem/editing`,
    body: { section: null },
  }),
  'PUT /api/v1/teams/{team}': async (scene) => ({
    url: `/api/v1/teams/${scene.team}`,
    body: { displayName: unique(), parent: null },
  }),
  'DELETE /api/v1/teams/{team}': async (scene) => {
    const team = unique();
    await send(scene, 'PUT', `/api/v1/teams/${team}`, { displayName: 'Below', parent: scene.team });
    return { url: `/api/v1/teams/${team}` };
  },
  'PUT /api/v1/teams/{team}/members/{email}': async (scene) => ({
    url: `/api/v1/teams/${scene.team}/members/${await someone(scene)}`,
    body: { role: 'operator' },
  }),
  'DELETE /api/v1/teams/{team}/members/{email}': async (scene) => ({
    url: `/api/v1/teams/${scene.team}/members/${await someone(scene)}`,
  }),
  'PUT /api/v1/service-accounts/{account}': async (scene) => ({
    url: `/api/v1/service-accounts/${(await account(scene)).name}`,
    body: { displayName: 'Another', team: scene.team, role: 'viewer' },
  }),
  'DELETE /api/v1/service-accounts/{account}': async (scene) => ({
    url: `/api/v1/service-accounts/${(await account(scene)).name}`,
  }),
  'POST /api/v1/invitations': async (scene) => ({
    url: '/api/v1/invitations',
    body: { email: `${unique()}@example.com`, team: scene.team, teamRole: 'operator' },
  }),
  'DELETE /api/v1/invitations/{invitation}': async (scene) => {
    const body = { email: `${unique()}@example.com`, team: scene.team, teamRole: 'viewer' };
    return { url: `/api/v1/invitations/${(await send(scene, 'POST', '/api/v1/invitations', body)).id}` };
  },
  'POST /api/v1/tokens': async (scene) => ({
    url: '/api/v1/tokens',
    body: { name: 'ci', scopes: ['read', 'release'], owner: (await account(scene)).email },
  }),
  'POST /api/v1/tokens/{token}/rotate': async (scene) => ({
    url: `/api/v1/tokens/${await accountToken(scene)}/rotate`,
    body: {},
  }),
  'DELETE /api/v1/tokens/{token}': async (scene) => ({ url: `/api/v1/tokens/${await accountToken(scene)}` }),
};
