import type { Metadata } from 'next';
import { Overview } from '@/components/overview/overview';

export const metadata: Metadata = { title: 'Overview' };

/** What it shows came with the layout and is kept true by the stream. */
export default function OverviewPage() {
  return <Overview />;
}
