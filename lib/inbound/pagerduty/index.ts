import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { parse } from '@/lib/http/parse';
import type { Meaning } from '../event';
import type { InboundKind, RawDelivery } from '../kind';
import { same } from '../same';

const reference = z.object({ id: z.string().max(100), summary: z.string().max(500).nullish() });

// Only what is used is named; PagerDuty adds fields at any time.
const eventSchema = z.object({
  event: z.object({
    id: z.string().min(1).max(190),
    event_type: z.string().max(100),
    occurred_at: z.iso.datetime({ offset: true }),
    data: z.unknown(),
  }),
});
const incidentSchema = z.object({
  id: z.string().max(100),
  title: z.string().max(2000).nullish(),
  html_url: z.string().max(2048).nullish(),
  urgency: z.string().max(20).nullish(),
  service: reference.nullish(),
});

const PHASES: Record<string, 'open' | 'resolve'> = {
  'incident.triggered': 'open',
  'incident.reopened': 'open',
  'incident.resolved': 'resolve',
};

const idOf = ({ body }: RawDelivery): string => {
  try {
    return eventSchema.parse(JSON.parse(Buffer.from(body).toString('utf8'))).event.id;
  } catch {
    return '';
  }
};

/** PagerDuty's webhooks, version 3: `X-PagerDuty-Signature: v1=<hex>[,v1=<hex>]`, so that secrets can rotate. */
export const pagerduty: InboundKind = {
  verify({ headers, body }, secret) {
    const right = `v1=${createHmac('sha256', secret).update(body).digest('hex')}`;
    const given = (headers.get('x-pagerduty-signature') ?? '').split(',');
    // Every one is compared: stopping at the first hit would tell which.
    return given.filter((one) => same(one.trim(), right)).length > 0;
  },
  deliveryId: (raw) => idOf(raw) || (raw.headers.get('x-webhook-id') ?? ''),
  eventName: (_headers, json) => eventSchema.safeParse(json).data?.event.event_type ?? 'unknown',
  read(_headers, json): Meaning {
    const { event } = parse(eventSchema, json, 'The body');
    const phase = PHASES[event.event_type];
    if (phase === undefined) return { kind: 'nothing', why: `${event.event_type} neither opens nor ends an incident` };
    const incident = parse(incidentSchema, event.data, 'The incident');
    const { service } = incident;
    const name = service?.summary?.trim() ?? '';
    const slug = name
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-|-$/g, '');
    return {
      kind: 'incident',
      event: {
        phase,
        key: incident.id,
        title: (incident.title ?? `PagerDuty incident ${incident.id}`).slice(0, 300),
        severity: incident.urgency === 'low' ? 'warning' : 'critical',
        subjects: [[service?.id ?? '', name, slug].filter((one) => one !== '')],
        at: event.occurred_at,
        ...(incident.html_url ? { url: incident.html_url } : {}),
      },
    };
  },
};
