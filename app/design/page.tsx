import type { Metadata } from 'next';
import { cookies } from 'next/headers';
import { readPreferences } from '@/lib/preferences';
import { Charts } from './charts';
import { DesignFrame } from './frame';
import { Layouts } from './layouts';
import { Primitives } from './primitives';
import { Statuses } from './statuses';
import { TableSample } from './table';

export const metadata: Metadata = { title: 'Design', robots: { index: false } };

/** Every shared component in every state, at one moment. Not in the navigation. */
export default async function DesignPage({ searchParams }: { searchParams: Promise<{ stale?: string }> }) {
  const jar = await cookies();
  const { stale } = await searchParams;
  return (
    <DesignFrame sidebar={readPreferences((name) => jar.get(name)?.value).sidebar} stale={stale !== undefined}>
      <Layouts />
      <Statuses />
      <Charts />
      <Primitives />
      <TableSample />
    </DesignFrame>
  );
}
