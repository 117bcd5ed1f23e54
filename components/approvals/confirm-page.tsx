'use client';

import Link from 'next/link';
import { useState } from 'react';
import { EmptyState } from '@/components/layout/empty-state';
import { PageHeader, Panel } from '@/components/layout/page-header';
import { useRelease } from '@/lib/queries/releases';
import { askedStep } from '@/lib/releases/approval-turn';
import type { Seen } from '@/lib/releases/seen';
import { ApprovalRow } from './approval-row';

type ConfirmPageProps = {
  id: string;
  /** The step the link speaks of, from 1; null when it names none. */
  step: number | null;
};

/** Where a link in a message leads: what would be approved, as it is now. Opening it approves nothing. */
export function ConfirmPage({ id, step }: ConfirmPageProps) {
  const release = useRelease(id).data;
  const [read] = useState(() => new Map<string, Seen>());
  if (!release) return null;
  const asks = release.status === 'awaiting_approval';
  const asked = askedStep(release) + 1;
  const other = asks && step !== null && step !== asked;
  return (
    <>
      <PageHeader
        title="Approve or reject"
        actions={
          <Link href="/approvals" className="text-sm text-ink-2 underline hover:text-ink">
            All that waits
          </Link>
        }
      >
        <p className="max-w-prose text-sm text-ink-2">Nothing was decided by opening this page.</p>
        {other ? (
          <p className="text-sm font-medium text-needs-text">
            The message asked about step {step}. The release now asks about step {asked}: read it anew.
          </p>
        ) : null}
      </PageHeader>
      {asks ? (
        <ApprovalRow read={read} release={release} current />
      ) : (
        <Panel>
          <EmptyState
            title={`${release.service} ${release.version} asks for no approval now.`}
            detail={release.reason}
          />
        </Panel>
      )}
    </>
  );
}
