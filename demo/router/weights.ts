import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type Centi, clampCenti, FULL, toCenti, toPercent } from '@/lib/shared/exposure';

const centiSchema = z.int().min(0).max(FULL);

/** What the router of one service does, and the command that made it so. Shares in hundredths of a percent. */
export const routingSchema = z.object({
  /** Highest generation seen; 0 before the first command. */
  generation: z.int().min(0),
  command: z.string().nullable(),
  release: z.string().nullable(),
  action: z.string().nullable(),
  stable: z.string(),
  canary: z.string().nullable(),
  ring: z.string().nullable(),
  exposure: centiSchema,
  /** Share per ring where the mechanism is "ring"; null: one share for everyone. */
  rings: z.record(z.string(), centiSchema).nullable(),
  at: z.string(),
});
export type Routing = z.infer<typeof routingSchema>;

const percent = z.number().min(0).max(100);

/** `data` of an `exposure.set` event as this receiver needs it; further fields are ignored. */
export const exposureCommandSchema = z.object({
  command: z.string(),
  release: z.string().nullish(),
  service: z.string(),
  version: z.string().min(1),
  baselineVersion: z.string().min(1).nullish(),
  generation: z.int().min(0),
  action: z.string(),
  mechanism: z.string().nullish(),
  ring: z.string().nullish(),
  exposure: percent,
  targets: z.array(z.object({ ring: z.string(), exposure: percent })).default([]),
});
export type ExposureCommand = z.infer<typeof exposureCommandSchema>;

/** Everything goes to one version; no command was seen yet. */
export const initialRouting = (version: string, at: string): Routing => ({
  generation: 0,
  command: null,
  release: null,
  action: null,
  stable: version,
  canary: null,
  ring: null,
  exposure: 0,
  rings: null,
  at,
});

/** The version everybody would get were the present canary withdrawn or, at full exposure, taken as done. */
export const settledVersion = (routing: Routing): string =>
  routing.canary !== null && isFull(routing) ? routing.canary : routing.stable;

const isFull = (routing: Routing): boolean =>
  routing.rings ? Object.values(routing.rings).every((share) => share === FULL) : routing.exposure === FULL;

/** The routing a command asks for. The caller has checked that its generation is not behind. */
export function applyCommand(
  routing: Routing,
  command: ExposureCommand,
  ringNames: readonly string[],
  at: string,
): Routing {
  const settled = command.version === routing.canary ? routing.stable : settledVersion(routing);
  const byRing = command.mechanism === 'ring' && ringNames.length > 0;
  const share = (ring: string) => command.targets.find((target) => target.ring === ring)?.exposure ?? 0;
  return {
    generation: command.generation,
    command: command.command,
    release: command.release ?? null,
    action: command.action,
    stable: command.baselineVersion ?? settled,
    canary: command.version,
    ring: command.ring ?? null,
    exposure: clampCenti(toCenti(command.exposure)),
    rings: byRing ? Object.fromEntries(ringNames.map((ring) => [ring, clampCenti(toCenti(share(ring)))])) : null,
    at,
  };
}

/** The share of this ring's requests that the canary gets. */
export function shareOf(routing: Routing, ring: string): Centi {
  if (routing.canary === null) return 0;
  return routing.rings ? (routing.rings[ring] ?? 0) : routing.exposure;
}

/** What is really in force, in percent: of everyone, or of the ring the last command was about. */
export function observedExposure(routing: Routing): number {
  return toPercent(routing.rings && routing.ring ? (routing.rings[routing.ring] ?? 0) : routing.exposure);
}

/** The ring a user belongs to: a fixed share of all users, by hash, the same on every request. */
export function ringOf(user: string, rings: readonly { name: string; share: number }[]): string {
  const whole = rings.reduce((sum, ring) => sum + ring.share, 0);
  let point = (createHash('md5').update(user).digest().readUInt32BE(0) / 2 ** 32) * whole;
  for (const ring of rings) {
    if (point < ring.share) return ring.name;
    point -= ring.share;
  }
  return rings.at(-1)?.name ?? '';
}

/**
 * Decides request by request so that any run of n requests gives the share to within about one request:
 * steps of the golden ratio are evenly spread and, unlike a counter, never beat against a pattern in the traffic.
 */
export class Splitter {
  private point: number;

  constructor(start = Math.random()) {
    this.point = start;
  }

  /** True: this request goes to the canary. */
  next(share: Centi): boolean {
    this.point = (this.point + 0.618_033_988_749_894_9) % 1;
    return this.point * FULL < share;
  }
}
