import { cookies } from 'next/headers';
import type { ReactNode } from 'react';
import { readPreferences } from '@/lib/preferences';
import { DashboardFrame } from './frame';

/** Every signed-in page stands in the shell; its state comes from cookies, so nothing moves after the first paint. */
export default async function DashboardLayout({ children }: { children: ReactNode }) {
  const jar = await cookies();
  const { sidebar } = readPreferences((name) => jar.get(name)?.value);
  return (
    <DashboardFrame sidebar={sidebar} now={Date.now()}>
      {children}
    </DashboardFrame>
  );
}
