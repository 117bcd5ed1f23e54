'use client';

import { useEffect } from 'react';
import { SEEN_KEY } from '@/lib/outbox/keys';
import { afterHydration } from '@/lib/queries/after-hydration';
import { useLiveStore } from '@/lib/queries/live';

const REMEMBER_MS = 10_000;

/** Prepares this device for having no network: the one page for that, and when Rampart was last seen. Draws nothing. */
export function OfflineReady() {
  const store = useLiveStore();
  useEffect(() => {
    const remember = () => {
      const view = store?.get();
      if (view?.state !== 'live') return;
      try {
        localStorage.setItem(SEEN_KEY, String(Math.round(view.at)));
      } catch {
        // The page then says that it does not know.
      }
    };
    const timer = setInterval(remember, REMEMBER_MS);
    document.addEventListener('visibilitychange', remember);
    const callOff = afterHydration(() => {
      remember();
      // Where pages are rebuilt at each change, nothing may stand between them and the browser.
      if (process.env.NODE_ENV === 'production') navigator.serviceWorker?.register('/sw.js').catch(() => undefined);
    });
    return () => {
      callOff();
      clearInterval(timer);
      document.removeEventListener('visibilitychange', remember);
    };
  }, [store]);
  return null;
}
