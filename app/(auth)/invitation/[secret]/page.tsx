import type { Metadata } from 'next';
import { readInvitation } from '@/lib/access/invitations';
import { composition } from '@/lib/composition';
import { InvitationForm } from './invitation-form';
import { NoInvitation } from './no-invitation';

// The address is the secret: it goes to no other site, and into no index.
export const metadata: Metadata = { title: 'Invitation', referrer: 'no-referrer', robots: { index: false } };

export default async function InvitationPage({ params }: { params: Promise<{ secret: string }> }) {
  const { secret } = await params;
  const { sql, clock } = composition();
  const invitation = await readInvitation(sql, secret, clock.now());
  return (
    <main className="grid min-h-dvh place-items-center bg-canvas p-4">
      {invitation ? <InvitationForm secret={secret} invitation={invitation} /> : <NoInvitation />}
    </main>
  );
}
