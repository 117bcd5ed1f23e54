'use client';

import { useState } from 'react';
import { onDemand } from '@/components/ui/on-demand';
import { Tabs } from '@/components/ui/tabs';
import type { Release } from '@/lib/releases/schema';
import { isTerminal } from '@/lib/releases/status';
import { CohortErrors } from './cohort-errors';

const LatencyHeat = onDemand(() => import('./latency-heat').then((module) => module.LatencyHeat));
const ResourceTable = onDemand(() => import('./resource-table').then((module) => module.ResourceTable));

const ALWAYS = [
  { value: 'route', label: 'Route' },
  { value: 'region', label: 'Region' },
  { value: 'node', label: 'Node' },
  { value: 'dependency', label: 'Dependency' },
  { value: 'latency', label: 'Latency' },
  { value: 'use', label: 'Use and cost' },
];
const MOST_OTHERS = 6;

type DebugViewsProps = {
  release: Release;
  open: string;
  show: (view: string) => void;
  /** The moment that is looked at, epoch ms; null for now. */
  at: number | null;
};

/** The six questions of a developer, one at a time; what else telemetry carries stands behind them. */
export function DebugViews({ release, open, show, at }: DebugViewsProps) {
  const [carried, setCarried] = useState<readonly string[]>([]);
  const known = ALWAYS.map(({ value }) => value);
  const others = [...new Set([...carried, open])].filter((name) => !known.includes(name)).slice(0, MOST_OTHERS);
  const tabs = [...ALWAYS, ...others.map((value) => ({ value, label: value }))];
  const asked = { id: release.id, to: at, live: !isTerminal(release.status) };
  return (
    <>
      <div className="overflow-x-auto border-b border-border px-3 py-1.5">
        <Tabs label="Debug by" variant="chips" value={open} onValueChange={show} tabs={tabs} />
      </div>
      {open === 'latency' ? (
        <LatencyHeat release={release} asked={asked} />
      ) : open === 'use' ? (
        <ResourceTable service={release.service} asked={asked} />
      ) : (
        <CohortErrors key={open} service={release.service} by={open} asked={asked} onCarried={setCarried} />
      )}
    </>
  );
}
