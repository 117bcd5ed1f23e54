'use client';

import { History } from 'lucide-react';
import { copyLink } from '@/components/layout/copy-link';
import { Button } from '@/components/ui/button';
import { LinkButton } from '@/components/ui/link-button';
import { formatAge, formatMoment } from '@/lib/format/time';

/** Said above everything while a past moment is looked at: what is then, what is now, and the way back. */
export function AsItWas({ at, now, livePath }: { at: number; now: number; livePath: string }) {
  return (
    <section
      aria-label="A past moment"
      className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-panel border border-control bg-sunken px-4 py-2 text-sm text-ink"
    >
      <History aria-hidden="true" className="size-4 shrink-0" />
      <p className="min-w-0 flex-1">
        <span className="font-medium">
          As it was at {formatMoment(at, now)} UTC, {formatAge(at, now)}.
        </span>{' '}
        <span className="text-ink-2">
          Charts, gates and cohorts stop there; status, first line and buttons above are of now.
        </span>
      </p>
      <Button size="sm" variant="ghost" onClick={() => void copyLink()}>
        Copy link to this moment
      </Button>
      <LinkButton size="sm" variant="outline" href={livePath} scroll={false} replace>
        Go to now
      </LinkButton>
    </section>
  );
}
