import type { IncidentEvent } from '@/lib/incidents/decide';

/** What a CD system says of a deployment, whatever its own words for it. Plain JSON: it is stored beside the raw body. */
export type DeploymentEvent = {
  phase: 'requested' | 'succeeded' | 'failed';
  /** The service it names itself; null where it names only a repository or nothing. */
  service: string | null;
  repository: string | null;
  version: string;
  environment: string | null;
  baselineVersion?: string;
  commit?: string;
  /** E-mail address of who wrote the change. */
  commitAuthor?: string;
  /** Who asked for it where it comes from, as they sign in with it: they cannot be its only approver. */
  askedBy?: { provider: string; subject: string };
  /** When the commit was made, ISO. */
  committedAt?: string;
  artifact?: string;
  changelog?: string;
  url?: string;
  /** What the CD system says about it, for the reason of a rollback. */
  words?: string;
};

/** A pipeline of GitHub that waits for our answer before it deploys (a deployment protection rule). */
export type CheckEvent = { deployment: DeploymentEvent; environment: string; callbackUrl: string };

/** What a delivery means: a deployment, an incident, a question, something true that moves nothing, or nothing we know. */
export type Meaning =
  | { kind: 'deployment'; event: DeploymentEvent }
  | { kind: 'incident'; event: IncidentEvent }
  | { kind: 'check'; event: CheckEvent }
  | { kind: 'nothing'; why: string }
  | { kind: 'unknown'; why: string };
