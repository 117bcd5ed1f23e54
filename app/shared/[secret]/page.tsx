import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { SharedStatement } from '@/components/executive/shared-statement';
import { composition } from '@/lib/composition';
import { openShared } from '@/lib/insights/shared';
import '@/components/executive/print.css';

// The address is the secret: it goes to no other site, and into no index.
export const metadata: Metadata = {
  title: 'Release status',
  referrer: 'no-referrer',
  robots: { index: false, follow: false },
};

export default async function SharedPage({ params }: { params: Promise<{ secret: string }> }) {
  const { sql, clock } = composition();
  const shared = await openShared(sql, (await params).secret, clock.now());
  if (!shared) notFound();
  return (
    <main className="min-h-dvh bg-canvas p-4 sm:p-8">
      <SharedStatement data={shared.data} link={shared.link} />
    </main>
  );
}
