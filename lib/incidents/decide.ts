/** What an alert source says, whatever its own words. Plain JSON: it is stored beside the raw body. */
export type IncidentEvent = {
  phase: 'open' | 'resolve';
  /** What the source calls it. */
  key: string;
  title: string;
  severity: 'critical' | 'error' | 'warning' | 'info';
  /** For each thing that is wrong, the names it may be known by, best first. */
  subjects: string[][];
  url?: string;
  detail?: string;
  /** When it began or ended, as the source says it (ISO). */
  at: string;
};

/** The last incident under this key. Times in epoch ms. */
export type KnownIncident = { id: string; open: boolean; heardAt: number; scopes: string[] } | null;

export type IncidentOutcome =
  | { kind: 'open'; scopes: string[] }
  | { kind: 'change'; id: string; add: string[]; close: string[] }
  | { kind: 'resolve'; id: string }
  | { kind: 'nothing'; why: string };

/** What a source's word leads to. What comes late or twice changes nothing. Pure. */
export function decideIncident(event: IncidentEvent, scopes: readonly string[], known: KnownIncident): IncidentOutcome {
  const at = Date.parse(event.at);
  if (event.phase === 'resolve') {
    if (!known?.open) return { kind: 'nothing', why: 'no incident of it is open' };
    if (at < known.heardAt) return { kind: 'nothing', why: 'it began again after this' };
    return { kind: 'resolve', id: known.id };
  }
  if (!known || (!known.open && at > known.heardAt)) return { kind: 'open', scopes: [...new Set(scopes)] };
  if (!known.open) return { kind: 'nothing', why: 'it was resolved after this' };
  const add = [...new Set(scopes)].filter((scope) => !known.scopes.includes(scope));
  const close = known.scopes.filter((scope) => !scopes.includes(scope));
  if (add.length + close.length === 0) return { kind: 'nothing', why: 'its incident is open already' };
  return { kind: 'change', id: known.id, add, close };
}

/**
 * The services that an alert is about: the integration's own, else the first name of each subject that is mapped or is a
 * service. Nothing found is a reason to refuse it: an alert that pauses nothing must not look as if it did.
 */
export function servicesOf(
  event: IncidentEvent,
  config: { service?: string | undefined; services?: Record<string, string> | undefined },
  known: ReadonlySet<string>,
): string[] {
  if (config.service !== undefined) return [config.service];
  const found = event.subjects.flatMap((names) => {
    const service = names.map((name) => config.services?.[name] ?? name).find((name) => known.has(name));
    return service === undefined ? [] : [service];
  });
  return [...new Set(found)];
}
