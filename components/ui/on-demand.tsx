'use client';

import { type ComponentType, type ReactNode, useEffect, useEffectEvent, useState, useSyncExternalStore } from 'react';
import { toast } from './toast';

export type OnDemand<Props> = ComponentType<Props> & {
  /** Fetches it before it is wanted: when the browser is idle, or the pointer comes near. */
  warm: () => void;
};

/** How a part that is opened is closed again: pressing the button once more then fetches it once more. */
type Closing = { open?: boolean; onClose?: () => void; onOpenChange?: (open: boolean) => void; close?: () => void };

const closing = (props: object): (() => void) | null => {
  const { onClose, onOpenChange, close } = props as Closing;
  return onClose ?? close ?? (onOpenChange ? () => onOpenChange(false) : null);
};

/** What is still drawn after a failure is tried again by itself. */
const AGAIN_MS = 5_000;

/** `↵` typed for a dialog that is still coming must not press what lies behind it. */
function swallow(event: KeyboardEvent): void {
  if (event.key !== 'Enter' && event.key !== ' ') return;
  event.preventDefault();
  event.stopPropagation();
}

/**
 * A component outside the page's first bundle, fetched when it is first drawn. Unlike `lazy`, one that was warmed is
 * drawn in the same instant (no fallback and no pause after it). One that was opened and could not be fetched is closed
 * again, so that the next press tries anew and no key stays swallowed; a part of the page is tried again by itself.
 * `meanwhile` stands in its place until it is there.
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
    const giveUp = useEffectEvent(() => closing(props)?.());
    const opened = closing(props) !== null;
    const waiting = Loaded === null && (props as Closing).open !== false;
    useEffect(() => {
      if (!waiting) return;
      let timer: ReturnType<typeof setTimeout> | undefined;
      let gone = false;
      const attempt = (): Promise<void> =>
        fetch().catch((cause: unknown) => {
          if (!gone) timer = setTimeout(() => void attempt().catch(() => undefined), AGAIN_MS);
          throw cause;
        });
      attempt().catch(() => {
        if (gone) return;
        toast('That could not be fetched', { description: 'Is Rampart reachable? Try again.', failed: true });
        giveUp();
      });
      return () => {
        gone = true;
        clearTimeout(timer);
      };
    }, [waiting]);
    useEffect(() => {
      if (!waiting || !opened) return;
      document.addEventListener('keydown', swallow, true);
      return () => document.removeEventListener('keydown', swallow, true);
    }, [waiting, opened]);
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
