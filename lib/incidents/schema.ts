import { z } from 'zod';
import { freezeScopeSchema } from '@/lib/freezes/schema';
import { statusSchema } from '@/lib/releases/schema';
import { httpUrlSchema } from '@/lib/shared/http-url';
import { reasonSchema } from '@/lib/shared/names';

export const SEVERITIES = ['critical', 'error', 'warning', 'info'] as const;
export type Severity = (typeof SEVERITIES)[number];

export const SOURCES = ['manual', 'alertmanager', 'pagerduty'] as const;

export const incidentInputSchema = z.strictObject({
  title: z.string().trim().min(1, { error: 'must say what is wrong' }).max(300),
  severity: z.enum(SEVERITIES).default('error'),
  scopes: z
    .array(freezeScopeSchema)
    .min(1, { error: 'must name what it concerns: services, teams, tiers or "all"' })
    .max(50)
    .meta({ description: 'What it concerns: no release of these gains exposure while it is open' }),
  url: httpUrlSchema.optional().meta({ description: 'Where it is worked on' }),
  detail: z.string().trim().max(5000).optional(),
});
export type IncidentInput = z.output<typeof incidentInputSchema>;

export const resolveInputSchema = z.strictObject({
  reason: reasonSchema.optional().meta({ description: 'How it ended' }),
});

export const incidentSchema = z.object({
  id: z.string(),
  title: z.string(),
  severity: z.enum(SEVERITIES),
  source: z.enum(SOURCES),
  url: z.string().nullable(),
  detail: z.string().nullable(),
  open: z.boolean(),
  /** What it concerns. `closedAt` where an alert of this part ended before the whole did. */
  scopes: z.array(z.object({ scope: freezeScopeSchema, openedAt: z.string(), closedAt: z.string().nullable() })),
  /** The releases that were in flight in its scope. */
  releases: z.array(z.object({ id: z.string(), service: z.string(), version: z.string(), status: statusSchema })),
  openedBy: z.string(),
  openedAt: z.string(),
  resolvedBy: z.string().nullable(),
  resolvedAt: z.string().nullable(),
  resolution: z.string().nullable(),
});
export type IncidentView = z.infer<typeof incidentSchema>;
