import { HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { AuditPage } from '@/components/audit/audit-page';
import { filterOf, queryOf } from '@/components/audit/filter';
import { listAudit } from '@/lib/audit/read-model';
import { auditQuerySchema } from '@/lib/audit/schema';
import { composition } from '@/lib/composition';
import { keys } from '@/lib/queries/keys';
import { firstPage, prefetch } from '@/lib/queries/prefetch';

export const metadata: Metadata = { title: 'Audit' };

/** The filter is in the address; one that the API would refuse is asked for by the browser, which says so. */
export default async function AuditRoute({ searchParams }: { searchParams: Promise<Record<string, string>> }) {
  const query = queryOf(filterOf(new URLSearchParams(await searchParams)));
  const asked = auditQuerySchema.safeParse(Object.fromEntries(new URLSearchParams(`${query}&limit=100`)));
  const read = asked.success
    ? [[keys.auditList(query), firstPage(listAudit(composition().sql, asked.data))] as const]
    : [];
  return (
    <HydrationBoundary state={await prefetch(...read)}>
      <AuditPage />
    </HydrationBoundary>
  );
}
