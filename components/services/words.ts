/** What a service's page says in sentences. Pure; times are epoch ms. */

import { formatExposure, formatPlural } from '@/lib/format/number';
import { formatAge, formatDate, formatDuration } from '@/lib/format/time';
import type { Release } from '@/lib/releases/schema';
import { isTerminal } from '@/lib/releases/status';
import type { ServiceHealth } from '@/lib/services/health';
import type { ServiceView } from '@/lib/services/view';

type Flying = Pick<Release, 'service' | 'version' | 'status' | 'mechanism' | 'exposure' | 'step' | 'baselineVersion'>;

/** The release of a service that someone may see; at most one is. */
export const exposedOf = <R extends Pick<Flying, 'status' | 'exposure'>>(releases: readonly R[]): R | null =>
  releases.find(
    (release) => !isTerminal(release.status) && (release.exposure.desired > 0 || (release.exposure.observed ?? 0) > 0),
  ) ?? null;

/** "85.1 % of users see 2.4.0, 14.9 % see 2.4.1." */
export function whoSees(currentVersion: string | null, exposed: Flying | null): string {
  if (!exposed)
    return currentVersion ? `Everyone sees ${currentVersion}.` : 'Rampart has not brought out a version yet.';
  const seen = exposed.exposure.observed ?? exposed.exposure.desired;
  const before = exposed.baselineVersion ?? currentVersion ?? 'the version before';
  if (exposed.mechanism === 'ring')
    return `${formatExposure(seen)} of ring ${exposed.step.ring} see ${exposed.version}, rings before it wholly; everyone else sees ${before}.`;
  if (seen >= 100) return `Everyone sees ${exposed.version}, not yet proven; ${before} is the way back.`;
  const rest = Math.round((100 - seen) * 100) / 100;
  return `${formatExposure(rest)} of users see ${before}, ${formatExposure(seen)} see ${exposed.version}.`;
}

/**
 * "Last known good: 2.4.0, full since 10 Nov."
 * @param named what the release in flight was announced to replace, which it goes back to while none was completed yet
 */
export function lastKnownGood(
  version: string | null,
  since: string | null,
  now: number,
  named?: string | null,
): string {
  if (!version && named) return `Last known good: ${named}, as announced; Rampart has completed no release yet.`;
  if (!version) return 'No known good version: the first completed release becomes it.';
  return `Last known good: ${version}${since ? `, full since ${formatDate(Date.parse(since), now)}` : ''}.`;
}

/** "One release in flight." or "Two …"; with what waits behind. */
export function inFlightWords(count: number): string {
  return count === 0 ? 'No release in flight.' : `${formatPlural(count, 'release')} in flight.`;
}

export type HealthWords = { state: 'good' | 'wrong' | 'unknown'; words: string };

export const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : url);

/** A provider without a status URL tells what users see in its answers to commands, or never. */
function answerWords(answered: ServiceHealth['answered'], usually: string, now: number): HealthWords {
  if (!answered)
    return {
      state: 'unknown',
      words: 'was never commanded; it has no status URL, so its answers are what is believed',
    };
  if (answered.exposure === null)
    return {
      state: 'unknown',
      words: `does not say what users see: no status URL, and no observedExposure in its answers${usually}`,
    };
  const age = formatAge(Date.parse(answered.at), now);
  return {
    state: 'good',
    words: `answered ${formatExposure(answered.exposure)} to its last command, ${age}${usually}; no status URL to ask in between`,
  };
}

/** Whether the provider can be read back, and how fast it confirms. */
export function providerWords(
  { provider, observed }: Pick<ServiceView, 'provider' | 'observed'>,
  { confirm, answered }: Pick<ServiceHealth, 'confirm' | 'answered'>,
  now: number,
): HealthWords {
  const usually =
    confirm.medianMs === null ? '' : `, median confirm ${formatDuration(Math.max(1000, confirm.medianMs))}`;
  if (observed.error)
    return {
      state: 'wrong',
      words: `has not answered${observed.errorSince ? ` since ${formatAge(Date.parse(observed.errorSince), now)}` : ''}: ${observed.error}`,
    };
  if (!provider.statusUrl) return answerWords(answered, usually, now);
  if (!observed.at) return { state: 'unknown', words: 'was never read back: that begins with its first release' };
  return { state: 'good', words: `read back ${formatAge(Date.parse(observed.at), now)}${usually}` };
}

const listed = (names: readonly string[]): string =>
  [names.slice(0, -1).join(', '), names.at(-1)].filter(Boolean).join(' and ');

const STALE_MS = 120_000;

type Telemetry = Pick<ServiceView['telemetry'], 'kind'>;

/** A source that is asked by Rampart, not one that sends. */
export const isPulled = (source: string): boolean => source.startsWith('prometheus:');

/** What is wrong with the Prometheus that is asked, by its last answer; null when that was right. */
function pullTrouble(sources: ServiceHealth['sources']): string | null {
  const [last] = sources
    .filter(({ source }) => isPulled(source))
    .sort((a, b) => Date.parse(b.lastSeen) - Date.parse(a.lastSeen));
  const failing = last?.refusedAt && Date.parse(last.refusedAt) >= Date.parse(last.lastSeen);
  return failing ? last.refusedReason : null;
}

/** Whether Rampart sees the service, and which versions of it. */
export function telemetryWords(
  { kind }: Telemetry,
  health: Pick<ServiceHealth, 'versions' | 'sources'>,
  now: number,
): HealthWords {
  const newest = health.versions[0];
  if (kind === 'prometheus') {
    const trouble = pullTrouble(health.sources);
    if (trouble !== null) return { state: 'wrong', words: trouble };
    if (!newest) return { state: 'unknown', words: 'is asked while a release is out' };
  }
  if (!newest) {
    const refused = health.sources.find((source) => source.refusedReason !== null);
    if (refused)
      return { state: 'wrong', words: `refuses what ${refused.source || 'a sender'} sends: ${refused.refusedReason}` };
    return { state: 'wrong', words: 'nothing comes in' };
  }
  const age = now - Date.parse(newest.newestAt);
  const versions = health.versions.filter((entry) => now - Date.parse(entry.newestAt) < STALE_MS);
  if (age > STALE_MS) return { state: 'wrong', words: `newest bucket is ${formatDuration(age)} old` };
  const skewed = health.sources.find((source) => source.skewMs !== null);
  if (skewed?.skewMs)
    return {
      state: 'wrong',
      words: `the clock of ${skewed.source || 'a sender'} is ${formatDuration(Math.abs(skewed.skewMs))} ${skewed.skewMs > 0 ? 'ahead' : 'behind'}; it is not believed`,
    };
  return {
    state: 'good',
    words: `newest bucket ${formatDuration(age)} old, sees ${listed(versions.map((entry) => entry.version || 'cohorts'))}`,
  };
}

/** A command that sends one bucket of ten seconds, so that a person can see it arrive. */
export function sampleCommand(origin: string, service: string, version: string | null): string {
  const body = `{"service":"${service}","samples":[{"version":"${version ?? '1.0.0'}","at":"'$(date -u +%Y-%m-%dT%H:%M:%SZ)'","interval":"10s","requests":100,"errors":0,"latencyMs":{"bounds":[50,100,250],"counts":[60,30,9,1]}}]}`;
  return `curl -X POST ${origin}/api/v1/telemetry \\\n  -H "Authorization: Bearer $TOKEN" -H 'content-type: application/json' \\\n  -d '${body}'`;
}

/** "team storefront"; a name that says so itself is left alone. */
export const teamWords = (owner: string): string => (/^team\b/i.test(owner) ? owner : `team ${owner}`);
