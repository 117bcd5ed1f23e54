import { createHash } from 'node:crypto';
import { z } from 'zod';
import { parse } from '@/lib/http/parse';
import type { IncidentEvent } from '@/lib/incidents/decide';
import type { InboundKind } from '../kind';
import { same } from '../same';

const labels = z.record(z.string(), z.string());
const time = z.iso.datetime({ offset: true });

// Only what is used is named; Alertmanager adds fields at any time.
const alertSchema = z.object({
  status: z.enum(['firing', 'resolved']),
  labels: labels.default({}),
  annotations: labels.default({}),
  startsAt: time,
  endsAt: time.optional(),
  generatorURL: z.string().max(2048).optional(),
  fingerprint: z.string().max(100).optional(),
});

const bodySchema = z.object({
  version: z.string().optional(),
  groupKey: z.string().min(1).max(4000),
  status: z.enum(['firing', 'resolved']),
  groupLabels: labels.default({}),
  commonLabels: labels.default({}),
  commonAnnotations: labels.default({}),
  externalURL: z.string().max(2048).optional(),
  alerts: z.array(alertSchema).min(1).max(1000),
});
type Body = z.output<typeof bodySchema>;

/** The labels that name a service, best first, where the integration says no others. */
export const SERVICE_LABELS = ['service', 'service_name', 'app', 'job'] as const;

/** Alertmanager's webhook (version 4). It signs nothing: the secret comes as a bearer token of its `http_config`. */
export const alertmanager: InboundKind = {
  verify: ({ headers }, secret) => same(headers.get('authorization') ?? '', `Bearer ${secret}`),
  deliveryId: ({ body }) => `sha256:${createHash('sha256').update(body).digest('hex')}`,
  eventName: (_headers, json) =>
    `alerts.${z.object({ status: z.string().max(20) }).safeParse(json).data?.status ?? 'unknown'}`,
  read: (_headers, json) => ({ kind: 'incident', event: incidentOf(parse(bodySchema, json, 'The body')) }),
};

function incidentOf(body: Body): IncidentEvent {
  const firing = body.alerts.filter(({ status }) => status === 'firing');
  const open = body.status === 'firing' && firing.length > 0;
  const counted = open ? firing : body.alerts;
  const times = counted.map((alert) => Date.parse(open ? alert.startsAt : (alert.endsAt ?? alert.startsAt)));
  const url = counted.find(({ generatorURL }) => generatorURL)?.generatorURL ?? body.externalURL;
  const detail = [
    ...new Set(counted.flatMap(({ annotations }) => annotations.description ?? annotations.summary ?? [])),
  ].join('\n');
  return {
    phase: open ? 'open' : 'resolve',
    key: body.groupKey,
    title: titleOf(body, counted).slice(0, 300),
    severity: severityOf(counted),
    subjects: counted.map((alert) =>
      SERVICE_LABELS.flatMap((label) => alert.labels[label] ?? body.commonLabels[label] ?? []),
    ),
    at: new Date(Math.max(...times)).toISOString(),
    ...(url === undefined || url === '' ? {} : { url }),
    ...(detail === '' ? {} : { detail: detail.slice(0, 5000) }),
  };
}

function titleOf({ commonAnnotations, commonLabels }: Body, alerts: Body['alerts']): string {
  const said = commonAnnotations.summary ?? alerts[0]?.annotations.summary;
  if (said) return said;
  const names = [...new Set(alerts.map(({ labels: own }) => own.alertname ?? commonLabels.alertname ?? 'alert'))];
  return names.join(', ');
}

const SEVERITY: Record<string, IncidentEvent['severity']> = {
  critical: 'critical',
  page: 'critical',
  error: 'error',
  high: 'error',
  warning: 'warning',
  ticket: 'warning',
  info: 'info',
  none: 'info',
};
const ORDER: IncidentEvent['severity'][] = ['critical', 'error', 'warning', 'info'];

/** The worst of its alerts. */
function severityOf(alerts: Body['alerts']): IncidentEvent['severity'] {
  const found = alerts.map(({ labels: own }) => SEVERITY[own.severity?.toLowerCase() ?? ''] ?? 'error');
  return ORDER.find((severity) => found.includes(severity)) ?? 'error';
}
