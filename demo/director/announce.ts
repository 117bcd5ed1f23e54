import { createHash, randomUUID } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { z } from 'zod';
import type { ApiAnswer, RampartClient } from './client';
import { INTEGRATION } from './definitions';

export type NewRelease = {
  service: string;
  version: string;
  baselineVersion: string;
  plan: string | undefined;
  changelog: string;
  /** When the version was made, ISO. */
  committedAt: string | undefined;
};

const releaseSchema = z.looseObject({ id: z.string(), version: z.string(), status: z.string() });
export type KnownRelease = z.infer<typeof releaseSchema>;
const listSchema = z.object({ items: z.array(releaseSchema) });

const commitOf = (release: NewRelease) =>
  createHash('sha1').update(`${release.service}@${release.version}`).digest('hex');

/** Starts a release as a pipeline would: `POST /api/v1/releases`. */
export function createRelease(client: RampartClient, release: NewRelease): Promise<ApiAnswer> {
  const { service, version, plan, baselineVersion, changelog, committedAt } = release;
  const body = {
    service,
    version,
    baselineVersion,
    changelog,
    committedAt,
    commit: commitOf(release),
    artifact: `registry.example.com/${service}:${version}`,
    ...(plan ? { plan } : {}),
  };
  return client.call('POST', '/api/v1/releases', body, { 'idempotency-key': `fleet-${service}-${version}` });
}

/** Tells Rampart through the signed generic hook what happened to a deployment. */
export function sendDeployment(
  client: RampartClient,
  secret: string,
  type: 'deployment.requested' | 'deployment.succeeded',
  release: NewRelease,
): Promise<ApiAnswer> {
  const { service, version, baselineVersion, changelog, committedAt } = release;
  const data = {
    service,
    version,
    baselineVersion,
    changelog,
    committedAt,
    commit: commitOf(release),
    environment: 'production',
  };
  const body = JSON.stringify({ type, timestamp: new Date().toISOString(), data });
  const id = `msg_${randomUUID()}`;
  const at = new Date();
  return client.call('POST', `/api/v1/hooks/${INTEGRATION}`, body, {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': new Webhook(secret).sign(id, at, body),
  });
}

/** The newest releases of a service, newest first as Rampart lists them. */
export async function listReleases(client: RampartClient, service: string): Promise<KnownRelease[]> {
  const answer = await client.call('GET', `/api/v1/releases?service=${service}&limit=20`);
  const parsed = listSchema.safeParse(answer.body);
  return parsed.success ? parsed.data.items : [];
}

/** One release, or null when Rampart does not know it. */
export async function getRelease(client: RampartClient, id: string): Promise<KnownRelease | null> {
  const parsed = releaseSchema.safeParse((await client.call('GET', `/api/v1/releases/${id}`)).body);
  return parsed.success ? parsed.data : null;
}
