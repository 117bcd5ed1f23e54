'use client';

import { type ComponentProps, lazy, Suspense, useEffect, useMemo, useReducer, useState } from 'react';
import { Skeleton } from '@/components/ui/skeleton';
import type { CanaryChart as Chart } from './canary-chart';

type ChartProps = ComponentProps<typeof Chart>;

const CanaryChart = lazy(async () => ({ default: (await import('./canary-chart')).CanaryChart }));

/**
 * The chart outside the page's first bundle, with its own height kept free. Until its script is there the server's markup
 * stands: React would throw it away at the first change, so a chart begins with what the server drew and then catches up.
 */
export function LazyCanaryChart(props: ChartProps) {
  const [first] = useState(props);
  const [drawn, draw] = useReducer(() => true, false);
  const shown = drawn ? props : first;
  const { title } = shown.view;
  return useMemo(
    () => (
      <Suspense fallback={<Coming title={title} />}>
        <CanaryChart {...shown} />
        <Arrived tell={draw} />
      </Suspense>
    ),
    [shown, title],
  );
}

/** What stands beside it in a boundary is drawn when its effect runs. */
function Arrived({ tell }: { tell: () => void }) {
  useEffect(tell, [tell]);
  return null;
}

function Coming({ title }: { title: string }) {
  return (
    <div role="status" aria-label={`Loading ${title}`} className="flex flex-col gap-3" style={{ height: 260 }}>
      <Skeleton className="w-48" />
      <Skeleton className="h-44 w-full" />
    </div>
  );
}
