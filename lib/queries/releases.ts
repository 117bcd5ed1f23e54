'use client';

import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { AuditEvent, AuditList } from '@/lib/audit/schema';
import { isQueueable } from '@/lib/outbox/outbox';
import { byAttention } from '@/lib/releases/attention-order';
import type { FlightTally } from '@/lib/releases/count-flight';
import type { CommandView } from '@/lib/releases/read-commands';
import type { ActionName, BlockerKind, Release, ReleaseInput } from '@/lib/releases/schema';
import type { Seen } from '@/lib/releases/seen';
import { isTerminal, STATUSES } from '@/lib/releases/status';
import { dayStart } from '@/lib/shared/utc-day';
import type { ReleaseSeries } from '@/lib/telemetry/series-schema';
import { endedEarlier, mergeFlight, newer, patchFinished } from './apply-events';
import { getAll, getJson, type Page, postJson, sendJson } from './http';
import { keys } from './keys';

// By id: a list by attention changes its order while it is walked, and a release that moves up is missed.
export const FLIGHT_PATH = `/api/v1/releases?status=${STATUSES.filter((status) => !isTerminal(status)).join()}&limit=200`;

/** What ended since `from` (epoch ms). */
export const finishedPath = (from: number): string =>
  `/api/v1/releases?status=rolled_back,completed,cancelled,superseded&limit=200&endedFrom=${new Date(from).toISOString()}`;

const flight = queryOptions({
  queryKey: keys.flight,
  // Comparing ten thousand releases with ten thousand at each event would cost more than drawing them.
  structuralSharing: false,
  queryFn: async ({ signal, client }): Promise<readonly Release[]> => {
    const before = client.getQueryData<readonly Release[]>(keys.flight) ?? [];
    const read = await getAll<Release>(FLIGHT_PATH, signal);
    client.setQueryData<FlightTally>(keys.flightTally, null);
    return mergeFlight(read, {
      before,
      now: client.getQueryData<readonly Release[]>(keys.flight) ?? [],
      ended: client.getQueryData<readonly Release[]>(keys.finished) ?? [],
    });
  },
});

const finished = queryOptions({
  queryKey: keys.finished,
  queryFn: async ({ signal, client }): Promise<readonly Release[]> => {
    const now = Date.now();
    const read = await getAll<Release>(finishedPath(dayStart(now)), signal);
    // With what the stream said while it was being read.
    const known = client.getQueryData<readonly Release[]>(keys.finished) ?? [];
    return patchFinished(read.sort(byAttention), new Map(known.map((release) => [release.id, release])), now);
  },
});

/** Every release in flight, by attention, kept true by the stream. */
export const useFlight = () => useQuery(flight);

/** How many there are of each kind, while not all of them have been read; then null. */
export const useFlightTally = (): FlightTally =>
  useQuery<FlightTally>({ queryKey: keys.flightTally, enabled: false, initialData: null }).data;

/** Releases that ended today (UTC), by attention. */
export const useFinished = () => useQuery(finished);

/**
 * Those of the newest that ended after `from` (epoch ms) on an earlier day: for whoever comes back after midnight.
 * Nothing is asked where `from` is of today, or null.
 */
export const useEndedSince = (from: number | null) =>
  useQuery({
    queryKey: keys.endedSince(from ?? 0),
    enabled: from !== null && from < dayStart(Date.now()),
    queryFn: async ({ signal }): Promise<readonly Release[]> => {
      const { items } = await getJson<Page<Release>>(finishedPath(from ?? 0), signal);
      return items.filter((release) => endedEarlier(release, from ?? 0, Date.now()));
    },
  });

type Select<T> = (releases: readonly Release[]) => T;

/** What `select` makes of those in flight; who asks is drawn again only when that changes. Give it one function. */
export const useFlightOf = <T>(select: Select<T>) => useQuery({ ...flight, select }).data;

/** One release. `known` is what a list already has of it. */
export const useRelease = (id: string, known?: Release) =>
  useQuery({
    queryKey: keys.release(id),
    queryFn: ({ signal }) => getJson<Release>(`/api/v1/releases/${id}`, signal),
    ...(known ? { initialData: known } : {}),
  });

export const useCommands = (id: string, enabled = true) =>
  useQuery({
    queryKey: keys.commands(id),
    enabled,
    queryFn: ({ signal }) => getJson<{ items: CommandView[] }>(`/api/v1/releases/${id}/commands`, signal),
    select: ({ items }) => items,
  });

/** A release's record, newest first. */
export const useReleaseAudit = (id: string) =>
  useQuery({
    queryKey: keys.audit(id),
    queryFn: ({ signal }) => getJson<{ items: AuditEvent[] }>(`/api/v1/releases/${id}/audit`, signal),
    select: ({ items }) => items.toReversed(),
  });

/** The record of the last hours, newest first. */
export const useRecentChanges = (hours: '1' | '6') =>
  useQuery({
    queryKey: keys.recent(hours),
    queryFn: ({ signal }) => {
      const from = new Date(Date.now() - Number(hours) * 3_600_000).toISOString();
      return getJson<AuditList>(
        `/api/v1/audit?${new URLSearchParams({ only: 'changes', limit: '200', from })}`,
        signal,
      );
    },
  });

/**
 * `from` is epoch ms, on a round minute: a window that slides would ask anew each second. `to` is a past moment; null is
 * now, or when the release ended.
 */
export const seriesOptions = (
  release: Pick<Release, 'id' | 'service'>,
  sli: string,
  from: number,
  to: number | null = null,
) =>
  queryOptions({
    queryKey:
      to === null ? keys.series(release.service, release.id, sli, from) : keys.seriesThen(release.id, sli, from, to),
    queryFn: ({ signal }) => {
      const end: Record<string, string> = to === null ? {} : { to: new Date(to).toISOString() };
      const query = new URLSearchParams({ sli, from: new Date(from).toISOString(), ...end });
      return getJson<ReleaseSeries>(`/api/v1/releases/${release.id}/series?${query}`, signal);
    },
  });

export const useSeries = (...asked: Parameters<typeof seriesOptions>) =>
  useQuery({ ...seriesOptions(...asked), placeholderData: (before) => before });

/** A service's series once a release has left it. Epoch ms; `to` may lie ahead. */
export const useSeriesAfter = (
  release: Pick<Release, 'id' | 'service'>,
  sli: string,
  { from, to }: { from: number; to: number },
  enabled: boolean,
) =>
  useQuery({
    queryKey: [...keys.series(release.service, release.id, sli, from), to],
    enabled,
    queryFn: ({ signal }) => {
      const window = { sli, from: new Date(from).toISOString(), to: new Date(to).toISOString() };
      return getJson<ReleaseSeries>(`/api/v1/releases/${release.id}/series?${new URLSearchParams(window)}`, signal);
    },
  });

/** Earlier attempts of a service's versions that were taken back. */
export const useRolledBack = (service: string, enabled: boolean) =>
  useQuery({
    queryKey: keys.attempts(service),
    enabled,
    staleTime: 0,
    queryFn: ({ signal }) =>
      getJson<Page<Release>>(
        `/api/v1/releases?${new URLSearchParams({ service, status: 'rolled_back', limit: '100' })}`,
        signal,
      ),
    select: ({ items }) => items,
  });

export type ActInput = {
  id: string;
  action: ActionName;
  reason?: string;
  blockers?: BlockerKind[];
  until?: string;
  seen?: Seen;
  /** `Idempotency-Key`: the same again, when nobody knows whether the first arrived, is the same action. */
  key?: string;
};

/** A network this slow is as good as none, for what may wait on the device for a better one. */
export const REACH_MS = 10_000;

/** A new `Idempotency-Key`; also where the page is not served over TLS. */
export const newKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');

export const actionPath = (id: string, action: ActionName): string => `/api/v1/releases/${id}/${action}`;

/** Acts on a release; the answer is shown at once, what follows comes by the stream. */
export function useActOnRelease() {
  const client = useQueryClient();
  return useMutation({
    // Not held back by the library while offline: whoever pressed must be told, and what may be kept is kept.
    networkMode: 'always',
    mutationFn: ({ id, action, key = newKey(), ...body }: ActInput) => {
      const within = isQueueable(action) ? AbortSignal.timeout(REACH_MS) : undefined;
      return sendJson<Release>('POST', actionPath(id, action), body, { 'idempotency-key': key }, within);
    },
    onSuccess: (release) => client.setQueryData<Release>(keys.release(release.id), (known) => newer(known, release)),
  });
}

/** The same version twice is refused by the server while one is in flight, so a second press makes no second release. */
export const useStartRelease = () =>
  useMutation({
    mutationFn: (input: Partial<ReleaseInput>) => postJson<Release & { warnings: string[] }>('/api/v1/releases', input),
  });

export type KillInput = { scope: 'all' | { service: string }; reason: string };
export type KillAnswer = { services: { service: string; release?: string; done: string }[] };

export const KILL_PATH = '/api/v1/kill';

export const useKill = () =>
  useMutation({
    networkMode: 'always',
    mutationFn: ({ key, ...input }: KillInput & { key: string }) =>
      sendJson<KillAnswer>('POST', KILL_PATH, input, { 'idempotency-key': key }, AbortSignal.timeout(3 * REACH_MS)),
  });
