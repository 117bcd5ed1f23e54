'use client';

import { Button } from '@/components/ui/button';
import { CopyButton } from '@/components/ui/copy-button';

type ErrorStateProps = {
  /** "This page could not be built. Releases go on without it." */
  title?: string;
  /** What failed, in words a person can act on. */
  detail?: string;
  /** What support needs: time, path, digest. Copied, not shown. */
  details?: string;
  onRetry: () => void;
};

/** A page or part of a page that failed, and what to do. */
export function ErrorState({ title, detail, details, onRetry }: ErrorStateProps) {
  return (
    <div role="alert" className="flex flex-col items-start gap-3 px-4 py-10 sm:px-8">
      <p className="max-w-prose text-lg font-semibold text-ink">
        {title ?? 'This page could not be built. Releases go on without it.'}
      </p>
      {detail ? <p className="max-w-prose text-base text-ink-2">{detail}</p> : null}
      <div className="flex gap-2">
        <Button variant="primary" onClick={onRetry}>
          Try again
        </Button>
        {details ? <CopyButton size="md" text={details} label="Copy details" /> : null}
      </div>
    </div>
  );
}
