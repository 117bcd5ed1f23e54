import { createHmac } from 'node:crypto';
import type { z } from 'zod';
import { parse } from '@/lib/http/parse';
import { versionSchema } from '@/lib/shared/names';
import type { DeploymentEvent, Meaning } from '../event';
import type { InboundKind } from '../kind';
import { same } from '../same';
import { deploymentSchema, deploymentStatusSchema, payloadSchema, protectionSchema } from './wire';

const eventOf = (headers: Headers): string => headers.get('x-github-event') ?? 'unknown';

/** `deployment` and `deployment_status` of GitHub, signed by `X-Hub-Signature-256`. */
export const github: InboundKind = {
  verify({ headers, body }, secret) {
    const right = `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
    return same(headers.get('x-hub-signature-256') ?? '', right) && headers.has('x-github-delivery');
  },
  deliveryId: ({ headers }) => headers.get('x-github-delivery') ?? '',
  eventName: eventOf,
  read(headers, json) {
    const event = eventOf(headers);
    if (event === 'ping') return { kind: 'nothing', why: 'a ping: the connection works' };
    if (event === 'deployment') return readDeployment(json);
    if (event === 'deployment_protection_rule') return readCheck(json);
    if (event === 'deployment_status') return readStatus(json);
    return {
      kind: 'unknown',
      why: `the event "${event}" is not followed; deployment, deployment_status and deployment_protection_rule are`,
    };
  },
};

function readDeployment(json: unknown): Meaning {
  const delivery = parse(deploymentSchema, json, 'The body');
  if (delivery.action !== undefined && delivery.action !== 'created') {
    return { kind: 'nothing', why: `a deployment that was ${delivery.action} moves nothing` };
  }
  return { kind: 'deployment', event: { ...common(delivery), phase: 'requested' } };
}

function readCheck(json: unknown): Meaning {
  const { action, environment, deployment_callback_url, ...delivery } = parse(protectionSchema, json, 'The body');
  if (action !== 'requested') return { kind: 'nothing', why: `a protection rule that was ${action} asks nothing` };
  const deployment: DeploymentEvent = { ...common(delivery), phase: 'requested', environment };
  return { kind: 'check', event: { deployment, environment, callbackUrl: deployment_callback_url } };
}

function readStatus(json: unknown): Meaning {
  const delivery = parse(deploymentStatusSchema, json, 'The body');
  const { state, description, environment, target_url: url } = delivery.deployment_status;
  const phase = phaseOf(state);
  if (phase === null) return { kind: 'nothing', why: `the deployment is ${state}: nothing is decided by that` };
  const event: DeploymentEvent = { ...common(delivery), phase };
  if (environment) event.environment = environment;
  if (description) event.words = description;
  if (url) event.url = url;
  return { kind: 'deployment', event };
}

function phaseOf(state: string): 'succeeded' | 'failed' | null {
  if (state === 'success') return 'succeeded';
  return state === 'failure' || state === 'error' ? 'failed' : null;
}

function common({ deployment, repository }: z.output<typeof deploymentSchema>): Omit<DeploymentEvent, 'phase'> {
  const payload = payloadSchema.parse(deployment.payload);
  const version = parse(
    versionSchema,
    payload.version ?? deployment.ref.replace(/^refs\/(tags|heads)\//, ''),
    'The version',
  );
  return {
    service: payload.service ?? null,
    repository: repository.full_name,
    version,
    environment: deployment.environment ?? null,
    commit: deployment.sha,
    ...(deployment.creator?.id === undefined
      ? {}
      : { askedBy: { provider: 'github', subject: String(deployment.creator.id) } }),
    ...(payload.baselineVersion === undefined ? {} : { baselineVersion: payload.baselineVersion }),
    ...(payload.artifact === undefined ? {} : { artifact: payload.artifact }),
    ...(deployment.description ? { changelog: deployment.description } : {}),
  };
}
