import { z } from 'zod';
import type { Plan as PlanRow } from '@/prisma/generated/client';
import { planSpecSchema } from './schema';

/** A plan as every client sees it: what was put, with its defaults, and its version. */
export const planSchema = planSpecSchema.safeExtend({
  name: z.string(),
  /** The ETag's number; releases say with which version they started. */
  version: z.int(),
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type PlanView = z.infer<typeof planSchema>;

export function planView(row: PlanRow): PlanView {
  return {
    ...planSpecSchema.parse(row.spec),
    name: row.name,
    version: row.version,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
