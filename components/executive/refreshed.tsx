'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';

const EVERY_MS = 60_000;

/** Makes the page anew each minute while it is looked at. Where the link is over meanwhile, that is what comes. */
export function Refreshed() {
  const router = useRouter();
  useEffect(() => {
    const timer = setInterval(() => (document.visibilityState === 'visible' ? router.refresh() : undefined), EVERY_MS);
    return () => clearInterval(timer);
  }, [router]);
  return null;
}
