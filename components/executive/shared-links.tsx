'use client';

import { Time } from '@/components/layout/time';
import { Button } from '@/components/ui/button';
import { toast } from '@/components/ui/toast';
import { useLinks, useRevokeLink } from '@/lib/queries/insights';

/** The links that work now. Taking one back is the easy direction: it is not asked twice. */
export function SharedLinks() {
  const open = (useLinks().data ?? []).filter(({ state }) => state === 'open');
  const revoke = useRevokeLink();
  if (open.length === 0) return null;
  return (
    <section aria-labelledby="shared-links" className="mt-6 border-t border-border pt-4">
      <h3 id="shared-links" className="eyebrow">
        Links that work now
      </h3>
      <ul className="mt-1 max-h-60 divide-y divide-border overflow-y-auto text-sm">
        {open.map((link) => (
          <li key={link.id} className="flex items-center justify-between gap-4 py-2">
            <span className="min-w-0">
              <span className="font-medium break-words text-ink">{link.name}</span>{' '}
              <span className="text-ink-2">
                until <Time at={Date.parse(link.expiresAt)} />, by {link.by},{' '}
                {link.lastOpenedAt ? (
                  <>
                    last opened <Time at={Date.parse(link.lastOpenedAt)} />
                  </>
                ) : (
                  'never opened'
                )}
              </span>
            </span>
            <Button
              size="sm"
              aria-label={`Take back the link for ${link.name}`}
              busy={revoke.isPending}
              onClick={() =>
                revoke.mutate(link.id, {
                  onSuccess: () => toast(`The link for ${link.name} is taken back`),
                  onError: (error) => toast('Not taken back', { description: error.message, failed: true }),
                })
              }
            >
              Take back
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
