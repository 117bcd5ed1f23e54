'use client';

import Link from 'next/link';
import { usePathname, useSearchParams } from 'next/navigation';
import { useRef } from 'react';
import { Panel, SectionHeader } from '@/components/layout/page-header';
import { onDemand } from '@/components/ui/on-demand';
import { SkeletonRows } from '@/components/ui/skeleton';
import { useMay } from '@/lib/queries/access';
import { useService } from '@/lib/queries/services';
import type { Release } from '@/lib/releases/schema';
import { CohortLinks } from './cohort-links';
import { useNear } from './use-near';

const DebugViews = onDemand(
  () => import('./debug-views').then((module) => module.DebugViews),
  <SkeletonRows rows={6} />,
);

const FIRST = 'route';

/** Where the errors are: by cohort, fetched when somebody comes near. Which view is open stands in the address. */
export function DebugSection({ release, at }: { release: Release; at: number | null }) {
  const ref = useRef<HTMLElement>(null);
  const near = useNear(ref);
  const params = useSearchParams();
  const path = usePathname();
  const open = params.get('debug') ?? FIRST;
  const show = (view: string) => {
    const next = new URLSearchParams(params);
    next.set('debug', view);
    history.replaceState(null, '', `${path}?${next}`);
  };
  return (
    <section ref={ref} id="debug" aria-labelledby="debug-title">
      <SectionHeader id="debug-title" title="Debug by cohort" actions={<Links release={release} />} />
      <Panel className="min-h-80 overflow-hidden">
        {near ? <DebugViews release={release} open={open} show={show} at={at} /> : <SkeletonRows rows={6} />}
      </Panel>
    </section>
  );
}

function Links({ release }: { release: Release }) {
  const { data: service } = useService(release.service);
  const mayConfigure = useMay('admin', service?.owner);
  if (!service) return null;
  if (!service.links && !mayConfigure)
    return <span className="text-sm text-ink-2">No links to logs and traces: {service.owner} can add them.</span>;
  if (!service.links)
    return (
      <Link href={`/services/${release.service}/edit`} className="text-sm underline">
        Add links to logs and traces
      </Link>
    );
  return (
    <span className="flex flex-wrap gap-x-4 gap-y-1">
      <CohortLinks release={release} cohorts={['canary', 'baseline']} />
    </span>
  );
}
