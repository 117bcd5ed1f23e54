/** Incidents in words, and the form's draft. Pure. */

import { scopeOrNone } from '@/components/freezes/words';
import { scopeWords } from '@/lib/freezes/scope';
import type { IncidentView, Severity } from '@/lib/incidents/schema';

export type IncidentDraft = { title: string; severity: Severity; scope: string; url: string; detail: string };
export const EMPTY_INCIDENT: IncidentDraft = { title: '', severity: 'error', scope: '', url: '', detail: '' };

export const SEVERITY_WORDS: Record<Severity, string> = {
  critical: 'critical',
  error: 'error',
  warning: 'warning',
  info: 'info',
};

export const SOURCE_WORDS: Record<IncidentView['source'], string> = {
  manual: 'by hand',
  alertmanager: 'through Alertmanager',
  pagerduty: 'through PagerDuty',
};

/** "checkout, team payments"; what ended before the whole did is left out while it is open. */
export function concernsWords({ scopes, open }: Pick<IncidentView, 'scopes' | 'open'>): string {
  const told = open ? scopes.filter(({ closedAt }) => closedAt === null) : scopes;
  return told.map(({ scope }) => scopeWords(scope)).join(', ');
}

/** What would be sent. */
export function inputOfIncident(draft: IncidentDraft): Record<string, unknown> {
  return {
    title: draft.title,
    severity: draft.severity,
    scopes: [scopeOrNone(draft.scope)],
    ...(draft.url === '' ? {} : { url: draft.url }),
    ...(draft.detail.trim() === '' ? {} : { detail: draft.detail }),
  };
}
