import { z } from 'zod';

export const FAULT_KINDS = ['none', 'errors', 'latency'] as const;
export const SEVERITIES = ['low', 'medium', 'high'] as const;

/** How one version misbehaves. The numbers act on real requests; nothing is reported that did not happen. */
export const profileSchema = z.object({
  kind: z.enum(FAULT_KINDS),
  severity: z.enum(SEVERITIES),
});
export type Profile = z.infer<typeof profileSchema>;
export type Severity = Profile['severity'];

export const HEALTHY: Profile = { kind: 'none', severity: 'medium' };

const EXTRA_ERRORS: Record<Severity, number> = { low: 0.04, medium: 0.1, high: 0.3 };
const SLOWDOWN: Record<Severity, number> = { low: 2.2, medium: 3.2, high: 6 };

/** Added probability (0–1) that a request of the service fails with a 5xx, over all its routes. */
export const extraErrorRate = (profile: Profile): number =>
  profile.kind === 'errors' ? EXTRA_ERRORS[profile.severity] : 0;

type Shared = { share: number; fragile?: true };

/** The same for one route: a bug sits in some code, so its failures are those of the fragile route, where there is one. */
export function extraErrorRateOf(profile: Profile, route: Shared, routes: readonly Shared[]): number {
  const fragile = routes.find((one) => one.fragile);
  if (!fragile) return extraErrorRate(profile);
  const all = routes.reduce((sum, { share }) => sum + share, 0);
  return route.fragile ? Math.min(1, (extraErrorRate(profile) * all) / fragile.share) : 0;
}

/** Factor on the time a request waits for its dependencies. */
export const slowdown = (profile: Profile): number => (profile.kind === 'latency' ? SLOWDOWN[profile.severity] : 1);
