import type { Metadata } from 'next';
import { Suspense } from 'react';
import { AuditPage } from '@/components/audit/audit-page';

export const metadata: Metadata = { title: 'Audit' };

/** The filter is in the address, so the list is asked for by the browser that knows it. */
export default function AuditRoute() {
  return (
    <Suspense>
      <AuditPage />
    </Suspense>
  );
}
