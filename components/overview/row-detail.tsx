'use client';

import { FirstLine } from '@/components/layout/first-line';
import { ActionButton } from '@/components/releases/action-button';
import { ACTION_LABEL, rowActions } from '@/components/releases/action-labels';
import { ByHandButton } from '@/components/releases/by-hand';
import { usePermitted } from '@/components/releases/permitted';
import { useFirstLine } from '@/components/releases/use-first-line';
import type { Release } from '@/lib/releases/schema';

/** The second line of a hot row: its first line in whole sentences, and the buttons that end it. */
export function RowDetail({ release }: { release: Release }) {
  const line = useFirstLine(release);
  const actions = usePermitted(release);
  const stuck = release.status === 'rollback_failed';
  return (
    <>
      <FirstLine as="row" line={line} className="flex-1" />
      <span className="-my-1 flex shrink-0 gap-2">
        {stuck ? <ByHandButton service={release.service} /> : null}
        {rowActions({ ...release, actions }).map((action, index) => (
          <ActionButton
            key={action}
            size="sm"
            action={action}
            release={release}
            reasonAs="title"
            withKey={index === 0}
            variant={action === 'rollback' && release.attention.class >= 8 ? 'failing' : 'outline'}
            label={stuck && action === 'rollback' ? 'Try now' : ACTION_LABEL[action]}
          />
        ))}
      </span>
    </>
  );
}
