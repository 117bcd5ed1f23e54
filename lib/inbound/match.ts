import type { IntegrationConfig } from '@/lib/integrations/schema';
import type { Status } from '@/lib/releases/schema';
import { isTerminal } from '@/lib/releases/status';
import type { Centi } from '@/lib/shared/exposure';
import type { DeploymentEvent } from './event';

/** Which service a deployment is of, or why none. */
export type Matched = { service: string } | { refused: string };

/** Applies the integration's environment and finds the service it speaks of. */
export function matchService(config: IntegrationConfig, event: DeploymentEvent): Matched {
  if (config.environment !== undefined && event.environment !== config.environment) {
    const said =
      event.environment === null ? 'it names no environment' : `it is for the environment "${event.environment}"`;
    return { refused: `${said}; this integration follows "${config.environment}" only` };
  }
  if (config.service !== undefined) {
    if (event.service === null || event.service === config.service) return { service: config.service };
    return {
      refused: `it is for the service "${event.service}"; this integration speaks for "${config.service}" only`,
    };
  }
  if (event.service !== null) return { service: event.service };
  if (event.repository === null) return { refused: 'it names no service, and the integration has none set' };
  const mapped = config.repositories?.[event.repository];
  if (mapped !== undefined) return { service: mapped };
  if (config.repositories !== undefined)
    return { refused: `the repository ${event.repository} is mapped to no service` };
  return { service: (event.repository.split('/').at(-1) ?? '').toLowerCase() };
}

/** What the store knows that bears on a delivery. */
export type Known = {
  service: { archived: boolean; currentVersion: string | null } | null;
  /** The last attempt of the version. */
  last: { id: string; status: Status; desired: Centi; deployed: boolean } | null;
  /** Whether an earlier delivery about the same version still waits to be processed. */
  waiting: boolean;
};

export type Verb = 'create' | 'deployed' | 'cancel' | 'rollback';

/** What a delivery leads to: a verb, nothing (it is true already), or a refusal. */
export type Outcome =
  | { kind: 'do'; verb: Verb; release?: string }
  | { kind: 'nothing'; why: string; release?: string }
  | { kind: 'refused'; why: string };

/** Decides what a deployment event does to a service's releases (contract.md, "What CD sends"; lifecycle.md, rule 1). */
export function decideDelivery(service: string, event: DeploymentEvent, known: Known): Outcome {
  const what = `${service} ${event.version}`;
  if (!known.service) return { kind: 'refused', why: `there is no service named "${service}"` };
  if (known.service.archived) return { kind: 'refused', why: `the service "${service}" is archived` };
  const { last } = known;
  if (!last) return onUnknown(what, event, known.waiting);
  if (isTerminal(last.status)) return onOver(what, event, last, known);
  return onFlight(what, event, last);
}

function onUnknown(what: string, event: DeploymentEvent, waiting: boolean): Outcome {
  if (event.phase !== 'failed') return { kind: 'do', verb: 'create' };
  // Its request is stored and not yet processed: this one is processed after it.
  if (waiting) return { kind: 'do', verb: 'cancel' };
  return { kind: 'refused', why: `there is no release of ${what} that could have failed` };
}

function onFlight(what: string, { phase }: DeploymentEvent, last: NonNullable<Known['last']>): Outcome {
  const release = last.id;
  const leaving = last.status === 'rolling_back' || last.status === 'rollback_failed';
  if (phase === 'failed') {
    if (leaving) return { kind: 'nothing', why: `${what} is being rolled back already`, release };
    // A dark step is out too, at 0: only what waits can be cancelled.
    const out = last.desired > 0 || last.status === 'applying' || last.status === 'holding';
    return { kind: 'do', verb: out ? 'rollback' : 'cancel', release };
  }
  if (leaving) return { kind: 'refused', why: `${what} is being rolled back` };
  if (phase === 'requested') return { kind: 'nothing', why: `${what} is in flight already`, release };
  if (last.deployed) return { kind: 'nothing', why: `${what} is known to be deployed`, release };
  return { kind: 'do', verb: 'deployed', release };
}

function onOver(
  what: string,
  { phase, version }: DeploymentEvent,
  last: NonNullable<Known['last']>,
  known: Known,
): Outcome {
  const release = last.id;
  const words = {
    rolled_back: 'was rolled back',
    cancelled: 'was cancelled',
    superseded: 'gave way to a newer version',
  };
  if (phase === 'failed')
    return { kind: 'nothing', why: `${what} is not in flight: its last release is over`, release };
  if (last.status === 'rolled_back' || last.status === 'cancelled') {
    return { kind: 'refused', why: `${what} ${words[last.status]}; only a person may start it again` };
  }
  if (last.status === 'superseded' && phase === 'succeeded')
    return { kind: 'refused', why: `${what} ${words.superseded}` };
  if (known.service?.currentVersion === version)
    return { kind: 'nothing', why: `everyone sees ${what} already`, release };
  return { kind: 'do', verb: 'create' };
}
