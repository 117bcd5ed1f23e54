'use client';

import { useEffect, useState } from 'react';
import { ErrorState } from './error-state';

const ASK_MS = 2_000;

/** Whether Rampart can work now, by its own readiness. */
async function canWork(): Promise<boolean> {
  try {
    return (await fetch('/api/readyz', { cache: 'no-store', signal: AbortSignal.timeout(5_000) })).ok;
  } catch {
    return false;
  }
}

type PageFailedProps = { error: Error & { digest?: string }; reset: () => void };

/**
 * A page that the server could not build. There is no stream to tell when it can again, so readiness is asked: a page
 * that failed because the database is away says so, and comes back by itself.
 */
export function PageFailed({ error, reset }: PageFailedProps) {
  const [away, setAway] = useState(false);
  useEffect(() => {
    let wasAway = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let gone = false;
    const ask = async () => {
      const works = await canWork();
      if (gone) return;
      if (works && wasAway) return location.reload();
      if (!works) setAway(true);
      wasAway ||= !works;
      // A fault of the page itself is not asked about for ever.
      if (wasAway) timer = setTimeout(ask, ASK_MS);
    };
    void ask();
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, []);
  const details = [typeof location === 'undefined' ? '' : location.href, error.digest ?? error.message].join('\n');
  if (!away) return <ErrorState onRetry={reset} details={details} />;
  return (
    <ErrorState
      title="Rampart does not reach its database. Exposure stays where it is; nothing advances."
      detail="This page comes back by itself as soon as the database does."
      details={details}
      onRetry={() => location.reload()}
    />
  );
}
