'use client';

import {
  type ComponentProps,
  lazy,
  type RefObject,
  Suspense,
  useEffect,
  useMemo,
  useReducer,
  useRef,
  useState,
} from 'react';
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
  const ref = useRef<HTMLDivElement>(null);
  usePressedEarly(ref, drawn);
  return useMemo(
    () => (
      <div ref={ref} className="min-w-0">
        <Suspense fallback={<Coming title={title} />}>
          <CanaryChart {...shown} />
          <Arrived tell={draw} />
        </Suspense>
      </div>
    ),
    [shown, title],
  );
}

/** What was pressed in the server's markup, before a script listened to it, is pressed again once one does. */
function usePressedEarly(ref: RefObject<HTMLElement | null>, drawn: boolean): void {
  const pressed = useRef<HTMLElement>(null);
  useEffect(() => {
    if (drawn) {
      if (pressed.current?.isConnected) pressed.current.click();
      pressed.current = null;
      return;
    }
    const keep = ({ target }: MouseEvent) => {
      if (target instanceof Element && ref.current?.contains(target)) pressed.current = target.closest('button');
    };
    // From the window down, before React, which lets nothing through to markup that it has not taken over.
    addEventListener('click', keep, true);
    return () => removeEventListener('click', keep, true);
  }, [ref, drawn]);
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
