'use client';

import { GateList } from '@/components/gates/gate-list';
import { FirstLine } from '@/components/layout/first-line';
import { LinkButton } from '@/components/ui/link-button';
import { Sheet } from '@/components/ui/sheet';
import type { Release } from '@/lib/releases/schema';
import { ActionButton } from './action-button';
import { ACTION_LABEL, rowActions } from './action-labels';
import { AskedSeen } from './asked-seen';
import { ByHandButton } from './by-hand';
import { usePermitted } from './permitted';
import { ReleaseStatus } from './release-status';
import { useFirstLine } from './use-first-line';

function Line({ release }: { release: Release }) {
  return <FirstLine line={useFirstLine(release)} />;
}

/** The 480 px peek beside the list: first line, numbers, gates, actions. The list stays usable. */
export function PeekSheet({ release, onClose }: { release: Release | undefined; onClose: () => void }) {
  const actions = usePermitted(release);
  const stuck = release?.status === 'rollback_failed';
  return (
    <Sheet
      open={release !== undefined}
      onOpenChange={(open) => (open ? undefined : onClose())}
      modal={false}
      title={release ? `${release.service} ${release.version}` : ''}
      finalFocus={() => (release ? document.querySelector<HTMLElement>(`[data-row="${release.id}"]`) : null)}
    >
      {release ? (
        <div className="flex flex-col gap-4">
          <ReleaseStatus release={release} />
          <Line release={release} />
          <AskedSeen release={release} />
          <GateList gates={release.gates} />
          <div className="flex flex-wrap gap-2">
            {stuck ? <ByHandButton service={release.service} size="md" /> : null}
            {rowActions({ ...release, actions }).map((action) => (
              <ActionButton
                key={action}
                action={action}
                release={release}
                reasonAs="title"
                label={stuck && action === 'rollback' ? 'Try now' : ACTION_LABEL[action]}
              />
            ))}
            <LinkButton href={`/releases/${release.id}`} className="ml-auto">
              Open release
            </LinkButton>
          </div>
        </div>
      ) : null}
    </Sheet>
  );
}
