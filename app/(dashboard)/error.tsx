'use client';

import { ErrorState } from '@/components/layout/error-state';

type PageErrorProps = { error: Error & { digest?: string }; reset: () => void };

/** A page that could not be built; releases go on without it. */
export default function PageError({ error, reset }: PageErrorProps) {
  return <ErrorState onRetry={reset} details={[location.href, error.digest ?? error.message].join('\n')} />;
}
