'use client';

import { useNow } from '@/components/layout/now';
import { cn } from '@/components/ui/cn';
import { useService } from '@/lib/queries/services';
import type { Release } from '@/lib/releases/schema';
import { fillLink, LINK_KINDS, type LinkFacts } from '@/lib/services/links';

const MINUTE = 60_000;
const LEAD_IN_MS = 5 * MINUTE;
const TITLE = { logs: 'Logs', traces: 'Traces' } as const;

export type LinkRelease = Pick<
  Release,
  'service' | 'version' | 'baselineVersion' | 'step' | 'startedAt' | 'createdAt' | 'finishedAt'
>;

/** What the links of one cohort are filled with: since its first exposure, to its end or the next full minute. */
export function linkFacts(release: LinkRelease, cohort: 'canary' | 'baseline', now: number): LinkFacts | null {
  const version = cohort === 'canary' ? release.version : release.baselineVersion;
  if (version === null) return null;
  const end = release.finishedAt ? Date.parse(release.finishedAt) + MINUTE : now;
  return {
    service: release.service,
    version,
    cohort,
    ring: release.step.ring,
    from: Date.parse(release.startedAt ?? release.createdAt) - LEAD_IN_MS,
    to: Math.ceil(end / MINUTE) * MINUTE,
  };
}

type CohortLinksProps = {
  release: LinkRelease;
  cohorts?: readonly LinkFacts['cohort'][];
  className?: string;
};

/** "Logs, canary ↗  Traces, canary ↗" as the service's templates say; nothing where it has none. */
export function CohortLinks({ release, cohorts = ['canary'], className }: CohortLinksProps) {
  const now = useNow();
  const { data: service } = useService(release.service);
  return cohorts.flatMap((cohort) => {
    const facts = linkFacts(release, cohort, now);
    if (facts === null) return [];
    return LINK_KINDS.flatMap((kind) => {
      const template = service?.links?.[kind];
      return template ? (
        <a
          key={`${cohort} ${kind}`}
          href={fillLink(template, facts)}
          target="_blank"
          rel="noreferrer"
          className={cn('text-sm font-medium whitespace-nowrap underline', className)}
        >
          {TITLE[kind]}, {cohort} <span aria-hidden="true">↗</span>
        </a>
      ) : (
        []
      );
    });
  });
}
