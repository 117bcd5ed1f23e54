import type { ReactNode } from 'react';
import { ErrorState } from '@/components/layout/error-state';
import { SkeletonRows } from '@/components/ui/skeleton';

type Query<T> = { data: T | undefined; isError: boolean; error: Error | null; refetch: () => unknown };

/** One view inside the panel while it is read, or where it could not be. */
export function Loaded<T>({ query, children }: { query: Query<T>; children: (data: T) => ReactNode }) {
  if (query.data !== undefined) return children(query.data);
  if (!query.isError) return <SkeletonRows rows={6} />;
  return (
    <ErrorState
      title="This could not be read. The release goes on without it."
      {...(query.error ? { detail: query.error.message } : {})}
      onRetry={() => void query.refetch()}
    />
  );
}
