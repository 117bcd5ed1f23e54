/** The audit page's filter, kept in the address. Pure. */

export type AuditFilterDraft = { service: string; type: string; from: string; to: string };

/** Types that people look for, in words; any other can be typed in the address. */
export const TYPES: readonly { value: string; label: string }[] = [
  { value: 'release.created', label: 'Release announced' },
  { value: 'release.started', label: 'Release started' },
  { value: 'release.advanced', label: 'Release advanced' },
  { value: 'release.completed', label: 'Release completed' },
  { value: 'release.paused', label: 'Release paused' },
  { value: 'gate.failed', label: 'Gate failed' },
  { value: 'rollback.commanded', label: 'Rollback commanded' },
  { value: 'rollback.confirmed', label: 'Rollback confirmed' },
  { value: 'approval.given', label: 'Approval given' },
  { value: 'approval.rejected', label: 'Approval rejected' },
  { value: 'override.given', label: 'Override' },
  { value: 'freeze.set', label: 'Freeze set' },
  { value: 'freeze.lifted', label: 'Freeze lifted' },
  { value: 'service.changed', label: 'Service changed' },
  { value: 'plan.changed', label: 'Plan changed' },
  { value: 'integration.changed', label: 'Integration changed' },
  { value: 'token.created', label: 'Token made' },
  { value: 'postmortem.published', label: 'Postmortem published' },
];

const NAMES = ['service', 'type', 'from', 'to'] as const;

export function filterOf(params: Pick<URLSearchParams, 'get'>): AuditFilterDraft {
  const [service = '', type = '', from = '', to = ''] = NAMES.map((name) => params.get(name) ?? '');
  return { service, type, from, to };
}

/** A date is the whole UTC day: `to` is the beginning of the next one. */
function moment(name: (typeof NAMES)[number], value: string): string {
  if ((name !== 'from' && name !== 'to') || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return value;
  const day = Date.parse(`${value}T00:00:00Z`);
  return new Date(name === 'to' ? day + 86_400_000 : day).toISOString();
}

/** As the API asks for it; the export takes the same. */
export function queryOf(filter: AuditFilterDraft): string {
  const query = new URLSearchParams();
  for (const name of NAMES) if (filter[name] !== '') query.set(name, moment(name, filter[name]));
  return query.toString();
}

/** As the address keeps it: dates as they were picked. */
export function addressOf(filter: AuditFilterDraft): string {
  const query = new URLSearchParams();
  for (const name of NAMES) if (filter[name] !== '') query.set(name, filter[name]);
  return query.size === 0 ? '' : `?${query}`;
}
