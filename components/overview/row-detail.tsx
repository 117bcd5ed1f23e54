'use client';

import { FirstLine } from '@/components/layout/first-line';
import { useNow } from '@/components/layout/now';
import { ActionButton } from '@/components/releases/action-button';
import { ACTION_LABEL, rowActions } from '@/components/releases/action-labels';
import { ByHandButton } from '@/components/releases/by-hand';
import { usePermitted } from '@/components/releases/permitted';
import type { Release } from '@/lib/releases/schema';
import { firstLine } from '@/lib/releases/sentences';

/** The second line of a hot row: its first line in whole sentences, and the buttons that end it. */
export function RowDetail({ release }: { release: Release }) {
  const now = useNow();
  const actions = usePermitted(release);
  const stuck = release.status === 'rollback_failed';
  return (
    <>
      <FirstLine as="row" line={firstLine(release, now)} className="flex-1" />
      <span className="flex shrink-0 gap-2">
        {stuck ? <ByHandButton service={release.service} /> : null}
        {rowActions({ ...release, actions }).map((action, index) => (
          <ActionButton
            key={action}
            size="sm"
            action={action}
            release={release}
            withKey={index === 0}
            variant={action === 'rollback' && release.attention.class >= 8 ? 'failing' : 'outline'}
            label={stuck && action === 'rollback' ? 'Try now' : ACTION_LABEL[action]}
          />
        ))}
      </span>
    </>
  );
}
