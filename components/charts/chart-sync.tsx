'use client';

import { createContext, type ReactNode, useContext, useMemo, useSyncExternalStore } from 'react';
import { useShortcut } from '@/components/keyboard/shortcuts';

/** What all charts of a page share: the crosshair's time, the zoom, the frozen window, the table twins. */
export type ChartSyncState = {
  /** Time under the crosshair, epoch ms: where the bucket that is read begins. */
  hover: number | null;
  /** Where that bucket ends. */
  until: number | null;
  zoom: readonly [number, number] | null;
  /** A plot has the keyboard focus. */
  focused: boolean;
  tables: boolean;
};

export type ChartSync = {
  get: () => ChartSyncState;
  set: (change: Partial<ChartSyncState>) => void;
  subscribe: (listener: () => void) => () => void;
};

const CALM: ChartSyncState = { hover: null, until: null, zoom: null, focused: false, tables: false };

function createSync(): ChartSync {
  let state = CALM;
  const listeners = new Set<() => void>();
  return {
    get: () => state,
    set(change) {
      state = { ...state, ...change };
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

const SyncContext = createContext<ChartSync | null>(null);

function SyncKeys({ sync, onMoment }: { sync: ChartSync; onMoment?: ((at: number) => void) | undefined }) {
  const zoomed = useChartSync((state) => state.zoom !== null || state.focused);
  useShortcut({
    keys: 't',
    label: 'Charts as tables',
    group: 'Charts',
    run: () => sync.set({ tables: !sync.get().tables }),
  });
  useShortcut({ keys: 'l', label: 'Go live', group: 'Charts', run: () => sync.set({ zoom: null, hover: null }) });
  const pointed = useChartSync((state) => state.hover !== null);
  useShortcut(
    {
      keys: 'm',
      label: 'Copy a link to the moment under the crosshair',
      group: 'Charts',
      run: () => {
        // Of then means with the bucket that was read.
        const { hover, until } = sync.get();
        if (hover !== null) onMoment?.(until ?? hover);
      },
    },
    onMoment !== undefined && pointed,
  );
  useShortcut(
    { keys: 'Escape', label: 'Reset the zoom', group: 'Charts', run: () => sync.set({ zoom: null }) },
    zoomed,
  );
  return null;
}

/** Around all charts of one page; `T`, `L` and `Esc` work on all of them. */
export function ChartGroup({
  onMoment,
  children,
}: {
  /** `M` was pressed over a moment, epoch ms. */
  onMoment?: (at: number) => void;
  children: ReactNode;
}) {
  const sync = useMemo(createSync, []);
  return (
    <SyncContext value={sync}>
      <SyncKeys sync={sync} onMoment={onMoment} />
      {children}
    </SyncContext>
  );
}

const never = () => () => undefined;

/** The group's store, to set from. `null` outside a ChartGroup. */
export function useChartSyncStore(): ChartSync | null {
  return useContext(SyncContext);
}

/** One value of the group's state; only a change of that value renders again. */
export function useChartSync<T>(select: (state: ChartSyncState) => T): T {
  const sync = useContext(SyncContext);
  return useSyncExternalStore(
    sync?.subscribe ?? never,
    () => select(sync?.get() ?? CALM),
    () => select(CALM),
  );
}
