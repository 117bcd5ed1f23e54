import { z } from 'zod';
import { formatDuration } from '@/lib/shared/duration';
import { toPercent } from '@/lib/shared/exposure';
import type { ServiceControl, Service as ServiceRow } from '@/prisma/generated/client';
import { serviceInputSchema } from './schema';

const { displayName, owner, runbookUrl, revertCommand, links, plan, provider, telemetry } = serviceInputSchema.shape;

/** A service as every client sees it: what was put, without the secret, and what Rampart knows. */
export const serviceSchema = z.object({
  name: z.string(),
  displayName,
  owner,
  tier: z.int(),
  runbookUrl,
  revertCommand,
  links,
  plan,
  onNewer: z.enum(['queue', 'replace', 'reject']),
  rollbackWindow: z.string(),
  provider,
  hasProviderSecret: z.boolean(),
  telemetry,
  /** The present version: that of the last completed release. */
  currentVersion: z.string().nullable(),
  currentReleaseId: z.string().nullable(),
  /** The last read-back: percent, null where the provider cannot be read. */
  observed: z.object({
    exposure: z.number().nullable(),
    generation: z.int().nullable(),
    at: z.string().nullable(),
    error: z.string().nullable(),
    errorSince: z.string().nullable(),
  }),
  /** The ETag's number. */
  version: z.int(),
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type ServiceView = z.infer<typeof serviceSchema>;

const iso = (date: Date | null | undefined): string | null => date?.toISOString() ?? null;

/** Row and control row → wire. */
export function serviceView(row: ServiceRow & { control: ServiceControl | null }): ServiceView {
  const { control } = row;
  const observed = control?.observed ?? null;
  return {
    name: row.name,
    displayName: row.displayName,
    owner: row.owner,
    tier: row.tier,
    ...(row.runbookUrl === null ? {} : { runbookUrl: row.runbookUrl }),
    ...(row.revertCommand === null ? {} : { revertCommand: row.revertCommand }),
    ...(Object.keys(row.links ?? {}).length === 0 ? {} : { links: links.parse(row.links) }),
    plan: row.plan,
    onNewer: serviceInputSchema.shape.onNewer.parse(row.onNewer),
    rollbackWindow: formatDuration(Number(row.rollbackWindowMs)),
    provider: provider.parse(row.provider),
    hasProviderSecret: row.providerSecret !== null,
    telemetry: telemetry.parse(row.telemetry),
    currentVersion: control?.currentVersion ?? null,
    currentReleaseId: control?.currentReleaseId ?? null,
    observed: {
      exposure: observed === null ? null : toPercent(observed),
      generation: control?.observedGeneration ?? null,
      at: iso(control?.observedAt),
      error: control?.readError ?? null,
      errorSince: iso(control?.readErrorSince),
    },
    version: row.version,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
