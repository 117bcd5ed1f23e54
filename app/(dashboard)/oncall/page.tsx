import type { Metadata } from 'next';

import { OnCall } from '@/components/oncall/oncall';

export const metadata: Metadata = { title: 'On call' };

/** What it shows came with the layout and is kept true by the stream. */
export default function OnCallPage() {
  return <OnCall />;
}
