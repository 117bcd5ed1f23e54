'use client';

import { Check, TriangleAlert } from 'lucide-react';
import { Button } from '@/components/ui/button';
import type { VerificationView } from '@/lib/audit/schema';
import { formatCount } from '@/lib/format/number';
import { formatClock } from '@/lib/format/time';
import type { useVerification } from '@/lib/queries/audit';

type Verification = ReturnType<typeof useVerification>;

/** Checks the whole record on demand. */
export function VerifyButton({ check }: { check: Verification }) {
  return (
    <Button variant="primary" busy={check.isFetching} onClick={() => void check.refetch()}>
      {check.isFetching ? 'Checking every link…' : 'Verify'}
    </Button>
  );
}

/** What the check found, with the head to compare with a copy elsewhere; a line of its own, as a break takes words. */
export function VerifyResult({ check }: { check: Verification }) {
  return (
    <div role="status" className="text-sm empty:hidden">
      {check.data && !check.isFetching ? <Result result={check.data} /> : null}
      {check.isError && !check.isFetching ? (
        <span className="text-failing-text">Not checked: {check.error.message}</span>
      ) : null}
    </div>
  );
}

function Result({ result }: { result: VerificationView }) {
  if (result.ok)
    return (
      <span className="inline-flex items-center gap-1.5 text-ink">
        <Check aria-hidden="true" className="size-3.5 text-done" strokeWidth={2.25} />
        {formatCount(result.events)} events verify at {formatClock(Date.parse(result.at))}, head{' '}
        <code title={result.head}>{result.head.slice(0, 12)}</code>
      </span>
    );
  const broken = result.firstBroken;
  return (
    <span className="inline-flex items-start gap-1.5 font-medium text-failing-text">
      <TriangleAlert aria-hidden="true" className="mt-0.75 size-3.5 shrink-0" strokeWidth={2.25} />
      <span>
        Does not verify{broken?.event ? ` from event ${formatCount(Number(broken.event))} on` : ''}:{' '}
        {broken?.detail ?? 'the record was changed'}. Export it before changing anything.
      </span>
    </span>
  );
}
