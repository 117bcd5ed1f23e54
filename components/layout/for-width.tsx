'use client';

import { Activity, type ReactNode, useSyncExternalStore } from 'react';

/** Tailwind's `md`: narrower is a phone. */
const WIDE = '(min-width: 48rem)';

function subscribe(listener: () => void): () => void {
  const query = matchMedia(WIDE);
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
}

/**
 * What only a wide window, or only a phone, shows. The server cannot know which and sends both for CSS to choose from;
 * the browser then drops the other one before it is hydrated, so nobody pays for what they do not see.
 */
export function ForWidth({ wide, children }: { wide: boolean; children: ReactNode }) {
  const is = useSyncExternalStore(
    subscribe,
    () => matchMedia(WIDE).matches,
    () => wide,
  );
  return is === wide ? <Activity>{children}</Activity> : null;
}
