'use client';

import { Check, TriangleAlert } from 'lucide-react';
import { Button } from '@/components/ui/button';
import type { VerificationView } from '@/lib/audit/schema';
import { formatCount } from '@/lib/format/number';
import { formatClock } from '@/lib/format/time';
import { useVerification } from '@/lib/queries/audit';

/** Checks the whole record on demand and says what was found, with the head to compare with a copy elsewhere. */
export function VerifyButton() {
  const check = useVerification();
  return (
    <div className="flex flex-wrap items-center gap-3">
      <span role="status" className="text-sm">
        {check.data && !check.isFetching ? <Result result={check.data} /> : null}
        {check.isError && !check.isFetching ? (
          <span className="text-failing-text">Not checked: {check.error.message}</span>
        ) : null}
      </span>
      <Button variant="primary" disabled={check.isFetching} onClick={() => void check.refetch()}>
        {check.isFetching ? 'Checking every link…' : 'Verify'}
      </Button>
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
    <span className="inline-flex items-center gap-1.5 font-medium text-failing-text">
      <TriangleAlert aria-hidden="true" className="size-3.5" strokeWidth={2.25} />
      Does not verify{broken?.event ? ` from event ${formatCount(Number(broken.event))} on` : ''}:{' '}
      {broken?.detail ?? 'the record was changed'}. Export it before changing anything.
    </span>
  );
}
