'use client';

import type { ReactNode } from 'react';
import { ErrorState } from '@/components/layout/error-state';
import { Panel } from '@/components/layout/page-header';
import { SkeletonRows } from '@/components/ui/skeleton';

type QueryStateProps = {
  query: { isPending: boolean; isError: boolean; error: Error | null; refetch: () => unknown };
  rows?: number;
  children: ReactNode;
};

/** A list while it is being read, or when it could not be. */
export function QueryState({ query, rows = 6, children }: QueryStateProps) {
  if (query.isPending) {
    return (
      <Panel>
        <SkeletonRows rows={rows} />
      </Panel>
    );
  }
  if (query.isError) {
    return (
      <Panel>
        <ErrorState
          title="This could not be read. Releases go on without it."
          {...(query.error ? { detail: query.error.message } : {})}
          onRetry={() => void query.refetch()}
        />
      </Panel>
    );
  }
  return children;
}
