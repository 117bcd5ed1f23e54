import { z } from 'zod';
import { nameSchema } from '@/lib/shared/names';

/** The sample fleet's control endpoint as the page uses it (demo/control). Only what is shown is read. */

export const fleetSchema = z.object({
  load: z.object({ on: z.boolean(), sent: z.number(), failed: z.number() }),
  scenarios: z.array(z.object({ name: z.string(), title: z.string(), description: z.string() })),
  services: z.array(
    z.object({
      name: z.string(),
      displayName: z.string(),
      canary: z.string().nullable(),
      nextProfile: z.object({ kind: z.string(), severity: z.string() }).nullable().optional(),
      versions: z.array(
        z.object({
          version: z.string(),
          role: z.string(),
          profile: z.object({ kind: z.string(), severity: z.string() }),
        }),
      ),
      waiting: z.array(z.string()),
    }),
  ),
});
export type Fleet = z.infer<typeof fleetSchema>;

/** `fleet` is null where no sample fleet runs: then the page shows no such menu. */
export type FleetAnswer = { fleet: Fleet | null };

export const FLEET_OPERATIONS = ['inject', 'clear', 'load', 'release'] as const;
export const fleetParams = z.strictObject({ operation: z.enum(FLEET_OPERATIONS) });
export type FleetOperation = (typeof FLEET_OPERATIONS)[number];

/** What the four operations take; the fleet checks each again by its own schema. */
export const fleetInput = z.strictObject({
  service: nameSchema.optional(),
  kind: z.enum(['errors', 'latency']).optional(),
  severity: z.enum(['low', 'medium', 'high']).optional(),
  on: z.boolean().optional(),
  scenario: z.string().max(40).optional(),
});
export type FleetInput = z.output<typeof fleetInput>;
