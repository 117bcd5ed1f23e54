import type { Metadata } from 'next';
import { History } from '@/components/releases/history';

export const metadata: Metadata = { title: 'Releases' };

/** The filter is in the address, so the list is asked for by the browser that knows it. */
export default function ReleasesPage() {
  return <History />;
}
