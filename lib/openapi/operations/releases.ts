import { z } from 'zod';
import type { Scope } from '@/lib/access/scopes';
import { auditEventSchema } from '@/lib/audit/schema';
import { gateEvaluationSchema, gateSpecSchema } from '@/lib/gates/schema';
import { operation } from '@/lib/http/operation';
import { commandSchema } from '@/lib/releases/read-commands';
import { snapshotSchema } from '@/lib/releases/read-snapshot';
import {
  type ActionName,
  actionInputSchema,
  proceedSchema,
  releaseInputSchema,
  releaseSchema,
  revisionInputSchema,
  statusSchema,
} from '@/lib/releases/schema';
import { RELEASE_KINDS } from '@/lib/releases/status';
import { nameSchema, reasonSchema, versionSchema } from '@/lib/shared/names';
import { pageOf, pageQuery } from '@/lib/shared/page';

const path = '/api/v1/releases/{id}';
const params = z.strictObject({ id: z.uuid() });
const tag = 'Releases';
const release = { description: 'The release', schema: releaseSchema };

const moment = z.iso.datetime({ offset: true });

const statusList = z
  .union([z.string(), z.array(z.string())])
  .transform((value) => (Array.isArray(value) ? value : value.split(',')))
  .pipe(z.array(statusSchema).min(1))
  .meta({ description: 'One or more, separated by commas' });

export const listReleasesOperation = operation({
  method: 'GET',
  path: '/api/v1/releases',
  summary: 'Releases, newest first',
  description: 'With `attention=true` only those in flight, ordered by who needs a person most.',
  tag,
  scope: 'read',
  query: z.strictObject({
    ...pageQuery,
    service: nameSchema.optional(),
    team: z.string().trim().min(1).max(120).optional().meta({ description: 'Owner of the service' }),
    status: statusList.optional(),
    q: z.string().trim().max(200).optional().meta({
      description: 'Words, each a part of a service’s name or the beginning of a version: `checkout 2.4`',
    }),
    by: z.string().trim().min(1).max(200).optional().meta({
      description: 'How the name of who announced it begins, in any case',
    }),
    from: moment.optional().meta({ description: 'Announced not before' }),
    to: moment.optional().meta({ description: 'Announced before' }),
    endedFrom: moment.optional().meta({ description: 'Over, and ended not before' }),
    attention: z
      .enum(['true', 'false'])
      .transform((value) => value === 'true')
      .optional(),
  }),
  answers: { 200: { description: 'One page', schema: pageOf(releaseSchema) } },
});

export const createReleaseOperation = operation({
  method: 'POST',
  path: '/api/v1/releases',
  summary: 'Start a release',
  description: 'It arrives dark (`pending`, exposure 0) and climbs only from the first step of its plan.',
  tag,
  scope: 'release',
  reach: 'target',
  body: releaseInputSchema,
  answers: {
    201: {
      description:
        'Created; `warnings` say what its plan cannot catch with the traffic of the last day, and hold nothing up',
      schema: releaseSchema.extend({ warnings: z.array(z.string()) }),
    },
  },
});

export const getReleaseOperation = operation({
  method: 'GET',
  path,
  summary: 'One release',
  tag,
  scope: 'read',
  params,
  answers: { 200: release },
});

export const reviseReleaseOperation = operation({
  method: 'PATCH',
  path,
  summary: 'Change what a release brings, or take its plan anew, before its first command',
  description: 'Approvals that were given for what it was are void. 409 once anything was commanded.',
  tag,
  scope: 'release',
  reach: 'target',
  params,
  body: revisionInputSchema,
  answers: { 200: release },
});

const ACTION_WORDS: Record<ActionName, { summary: string; scope: Scope }> = {
  advance: { summary: 'End the hold early, if every gate is satisfied and nothing blocks', scope: 'release' },
  pause: { summary: 'Stand still: exposure and hold clock', scope: 'release' },
  resume: { summary: 'Go on after a pause', scope: 'release' },
  rollback: { summary: 'Take exposure back to 0; never blocked, safe to repeat', scope: 'release' },
  cancel: { summary: 'End a release that nobody sees', scope: 'release' },
  approve: { summary: 'Approve the step that waits', scope: 'approve' },
  reject: { summary: 'Reject the step that waits', scope: 'approve' },
  override: { summary: 'Lift the blockers that stand, for one step, with a reason', scope: 'approve' },
};

const action = (name: ActionName) =>
  operation({
    method: 'POST',
    path: `${path}/${name}`,
    ...ACTION_WORDS[name],
    reach: 'target',
    description: 'An action the present status forbids is 409 with the status and what is allowed.',
    tag,
    params,
    body: actionInputSchema,
    bodyOptional: true,
    answers: { 200: { ...release, description: 'Done; the release as it is now' } },
  });

export const actionOperations = {
  advance: action('advance'),
  pause: action('pause'),
  resume: action('resume'),
  rollback: action('rollback'),
  cancel: action('cancel'),
  approve: action('approve'),
  reject: action('reject'),
  override: action('override'),
};

const all = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), nextCursor: z.null() });

export const releaseGatesOperation = operation({
  method: 'GET',
  path: `${path}/gates`,
  summary: 'The gates of the plan with their last evaluation',
  tag,
  scope: 'read',
  params,
  answers: {
    200: {
      description: 'The gates',
      schema: all(
        gateEvaluationSchema.partial().extend({
          name: z.string(),
          verdict: gateEvaluationSchema.shape.verdict.nullable().meta({ description: 'Null before the first look' }),
          steps: z.array(z.int()).meta({ description: 'Where in the plan it is watched, from 0' }),
          spec: gateSpecSchema,
          explanation: z.array(z.string()).meta({
            description:
              'The verdict told in full, a line each: samples, effect, bounds, evidence, chance of error, method',
          }),
          arithmetic: z.array(z.string()).meta({
            description: 'The numbers of the verdict as one would do them again by hand, a line each',
          }),
        }),
      ),
    },
  },
});

export const releaseCommandsOperation = operation({
  method: 'GET',
  path: `${path}/commands`,
  summary: 'Commands to the provider with their attempts, newest first',
  tag,
  scope: 'read',
  params,
  answers: { 200: { description: 'The commands', schema: all(commandSchema) } },
});

export const releaseAuditOperation = operation({
  method: 'GET',
  path: `${path}/audit`,
  summary: "The release's record, oldest first",
  tag,
  scope: 'read',
  params,
  answers: { 200: { description: 'The events', schema: all(auditEventSchema) } },
});

export const releaseSnapshotOperation = operation({
  method: 'GET',
  path: `${path}/snapshot`,
  summary: 'The immutable plan it started with, and what its next decision starts from',
  tag,
  scope: 'read',
  params,
  answers: { 200: { description: 'The snapshot', schema: snapshotSchema } },
});

export const killOperation = operation({
  method: 'POST',
  path: '/api/v1/kill',
  summary: 'The kill switch: back to the last known good version, and frozen until someone lifts it',
  tag,
  scope: 'release',
  reach: 'target',
  body: z.strictObject({
    scope: z.union([z.literal('all'), z.strictObject({ service: nameSchema })], {
      error: 'must be "all" or { "service": "<name>" }',
    }),
    includeCompleted: z.boolean().optional().meta({ description: 'For `all`: also what completed within its window' }),
    reason: reasonSchema.optional().meta({ description: 'Needed unless the plan of the service says otherwise' }),
  }),
  answers: {
    200: {
      description: 'What was done, per service',
      schema: z.object({
        services: z.array(z.object({ service: z.string(), release: z.string().optional(), done: z.string() })),
      }),
    },
  },
});

export const proceedOperation = operation({
  method: 'GET',
  path: '/api/v1/proceed',
  summary: 'What a pipeline asks before it deploys: would this version be let in now',
  tag,
  scope: 'read',
  query: z.strictObject({
    service: nameSchema,
    version: versionSchema,
    kind: z
      .enum(RELEASE_KINDS)
      .optional()
      .meta({ description: 'What it would be: a `security_fix` or `revert` passes what lets it' }),
  }),
  answers: {
    200: {
      description: 'The answer and why',
      schema: proceedSchema,
    },
  },
});
