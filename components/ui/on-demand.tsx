'use client';

import { type ComponentType, type ReactNode, useEffect, useState, useSyncExternalStore } from 'react';
import { toast } from './toast';

export type OnDemand<Props> = ComponentType<Props> & {
  /** Fetches it before it is wanted: when the browser is idle, or the pointer comes near. */
  warm: () => void;
};

/** `↵` typed for a dialog that is still coming must not press what lies behind it. */
function swallow(event: KeyboardEvent): void {
  if (event.key !== 'Enter' && event.key !== ' ') return;
  event.preventDefault();
  event.stopPropagation();
}

/**
 * A component outside the page's first bundle, fetched when it is first drawn. Unlike `lazy`, one that was warmed is
 * drawn in the same instant (no fallback and no pause after it), and a fetch that failed is tried again next time.
 * `meanwhile` stands in its place until then.
 */
export function onDemand<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  meanwhile: ReactNode = null,
): OnDemand<Props> {
  let part: ComponentType<Props> | null = null;
  let fetching: Promise<void> | null = null;
  const listeners = new Set<() => void>();
  const fetch = (): Promise<void> => {
    fetching ??= load().then(
      (loaded) => {
        part = loaded;
        for (const listener of listeners) listener();
      },
      (cause: unknown) => {
        fetching = null;
        throw cause;
      },
    );
    return fetching;
  };
  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  // biome-ignore lint/correctness/noComponentHookFactories: called once per module, as `lazy` is, never while drawing
  function Part(props: Props) {
    const Loaded = useSyncExternalStore(
      subscribe,
      () => part,
      () => null,
    );
    useEffect(() => {
      fetch().catch(() =>
        toast('That could not be fetched', { description: 'Is Rampart reachable? Try again.', failed: true }),
      );
    }, []);
    const waiting = Loaded === null;
    useEffect(() => {
      if (!waiting) return;
      document.addEventListener('keydown', swallow, true);
      return () => document.removeEventListener('keydown', swallow, true);
    }, [waiting]);
    return Loaded ? <Loaded {...props} /> : meanwhile;
  }
  return Object.assign(Part, { warm: () => void fetch().catch(() => undefined) });
}

/** For the button that opens a part: fetches it when the pointer or the focus comes near. */
export const warming = ({ warm }: Pick<OnDemand<never>, 'warm'>) => ({ onPointerEnter: warm, onFocus: warm });

/** False until `flag` was true for the first time: what was opened once stays, so that it can close gently. */
export function useEver(flag: boolean): boolean {
  const [ever, setEver] = useState(flag);
  if (flag && !ever) setEver(true);
  return ever || flag;
}
