'use client';

import { type ComponentProps, lazy, Suspense } from 'react';
import { Skeleton } from '@/components/ui/skeleton';
import type { CanaryChart as Chart } from './canary-chart';

const CanaryChart = lazy(() => import('./canary-chart').then((module) => ({ default: module.CanaryChart })));

/** The chart outside the page's first bundle, with its own height kept free. */
export function LazyCanaryChart(props: ComponentProps<typeof Chart>) {
  return (
    <Suspense
      fallback={
        <div
          role="status"
          aria-label={`Loading ${props.view.title}`}
          className="flex flex-col gap-3"
          style={{ height: 260 }}
        >
          <Skeleton className="w-48" />
          <Skeleton className="h-44 w-full" />
        </div>
      }
    >
      <CanaryChart {...props} />
    </Suspense>
  );
}
