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
  artifact?: string;
  changelog?: string;
  url?: string;
  /** What the CD system says about it, for the reason of a rollback. */
  words?: string;
};

/** What a delivery means: a deployment, something true that moves nothing, or nothing we know. */
export type Meaning =
  | { kind: 'deployment'; event: DeploymentEvent }
  | { kind: 'nothing'; why: string }
  | { kind: 'unknown'; why: string };
