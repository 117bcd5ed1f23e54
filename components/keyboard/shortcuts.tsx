'use client';

import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import { type FocusPlace, type LetterMode, PREFIX_MS, shortcutOf } from './match';

export type Shortcut = {
  /** "r", "?", "mod+k", "g o", "Enter" */
  keys: string;
  /** What it does, for the sheet: "Roll back the release in view". */
  label: string;
  /** Heading in the sheet. */
  group: string;
  run: (event: KeyboardEvent) => void;
};

type Registry = {
  add: (shortcut: Shortcut) => () => void;
  subscribe: (listener: () => void) => () => void;
  list: () => readonly Shortcut[];
};

function createRegistry(): Registry {
  let entries: readonly Shortcut[] = [];
  const listeners = new Set<() => void>();
  const change = (next: readonly Shortcut[]) => {
    entries = next;
    for (const listener of listeners) listener();
  };
  return {
    add(shortcut) {
      change([...entries, shortcut]);
      return () => change(entries.filter((entry) => entry !== shortcut));
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    list: () => entries,
  };
}

const RegistryContext = createContext<Registry | null>(null);

function placeOf(target: EventTarget | null): FocusPlace {
  if (!(target instanceof HTMLElement)) return 'page';
  if (target.isContentEditable || target.closest('input:not([type="checkbox"]), textarea, select, [role="textbox"]'))
    return 'field';
  return target.closest('[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]') ? 'layer' : 'page';
}

/** What settings wrote on the document; letters work as they are where nothing is. */
function chosenLetters(): LetterMode {
  const { letters } = document.documentElement.dataset;
  return letters === 'alt' || letters === 'off' ? letters : 'on';
}

/** Listens once for the whole page. The newest registration of a key wins, so a dialog or row can shadow the page. */
export function ShortcutProvider({ letters, children }: { letters?: LetterMode; children: ReactNode }) {
  const registry = useMemo(createRegistry, []);
  useEffect(() => {
    let prefix: string | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    function onKeyDown(event: KeyboardEvent) {
      if (event.defaultPrevented) return;
      const keys = shortcutOf(event, placeOf(event.target), letters ?? chosenLetters(), prefix);
      prefix = null;
      clearTimeout(timer);
      if (keys === null) return;
      if (keys === 'g') {
        prefix = 'g';
        timer = setTimeout(() => {
          prefix = null;
        }, PREFIX_MS);
        return;
      }
      const found = registry.list().findLast((entry) => entry.keys === keys);
      if (!found) return;
      event.preventDefault();
      found.run(event);
    }
    document.addEventListener('keydown', onKeyDown);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('keydown', onKeyDown);
    };
  }, [registry, letters]);
  return <RegistryContext value={registry}>{children}</RegistryContext>;
}

/** Registers one shortcut while the component is mounted and `enabled`. `run` may change freely. */
export function useShortcut(shortcut: Shortcut, enabled = true): void {
  const registry = useContext(RegistryContext);
  const { keys, label, group, run } = shortcut;
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });
  useEffect(() => {
    if (!registry || !enabled) return;
    return registry.add({ keys, label, group, run: (event) => latest.current(event) });
  }, [registry, keys, label, group, enabled]);
}

const NONE: readonly Shortcut[] = [];

/** Everything that is registered now, for the `?` sheet. */
export function useShortcutList(): readonly Shortcut[] {
  const registry = useContext(RegistryContext);
  return useSyncExternalStore(
    registry?.subscribe ?? (() => () => undefined),
    registry?.list ?? (() => NONE),
    () => NONE,
  );
}
