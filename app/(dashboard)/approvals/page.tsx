import type { Metadata } from 'next';
import { ApprovalsPage } from '@/components/approvals/approvals-page';

export const metadata: Metadata = { title: 'Approvals' };

/** What it shows came with the layout and is kept true by the stream. */
export default function ApprovalsRoute() {
  return <ApprovalsPage />;
}
