import type { Metadata } from 'next';
import { cookies } from 'next/headers';
import { notFound } from 'next/navigation';
import { readPreferences } from '@/lib/preferences';
import { Everything } from './everything';
import { DesignFrame } from './frame';
import { isDesignShown } from './shown';

export const metadata: Metadata = { title: 'Design', robots: { index: false } };

/** Every shared component in every state, at one moment. Not in the navigation, and not in production. */
export default async function DesignPage({ searchParams }: { searchParams: Promise<{ stale?: string }> }) {
  if (!isDesignShown(process.env)) notFound();
  const jar = await cookies();
  const { stale } = await searchParams;
  return (
    <DesignFrame sidebar={readPreferences((name) => jar.get(name)?.value).sidebar} stale={stale !== undefined}>
      <Everything />
    </DesignFrame>
  );
}
