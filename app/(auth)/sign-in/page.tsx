import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { currentPerson } from '@/lib/access/current-person';
import { safePath } from '@/lib/access/safe-path';
import { signInWays } from '@/lib/access/sso-providers';
import { composition } from '@/lib/composition';
import { SignInForm } from './sign-in-form';

export const metadata: Metadata = { title: 'Sign in' };

type Search = Promise<{ next?: string | string[]; error?: string | string[] }>;

export default async function SignInPage({ searchParams }: { searchParams: Search }) {
  const { next, error } = await searchParams;
  const to = safePath(next);
  if (await currentPerson()) redirect(to);
  return (
    <main className="grid min-h-dvh place-items-center bg-canvas p-4">
      <SignInForm to={to} error={typeof error === 'string' ? error : null} ways={signInWays(composition().env)} />
    </main>
  );
}
