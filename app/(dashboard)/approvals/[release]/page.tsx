import { HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { z } from 'zod';
import { ConfirmPage } from '@/components/approvals/confirm-page';
import { composition } from '@/lib/composition';
import { prefetchRelease } from '@/lib/queries/server';

export const metadata: Metadata = { title: 'Approve or reject' };

type Props = { params: Promise<{ release: string }>; searchParams: Promise<{ step?: string | string[] }> };

const stepOf = z.coerce.number().int().min(1).nullable().catch(null);

export default async function ConfirmRoute({ params, searchParams }: Props) {
  const { release: id } = await params;
  const { step } = await searchParams;
  const state = z.uuid().safeParse(id).success ? await prefetchRelease(composition(), id) : null;
  if (!state) notFound();
  return (
    <HydrationBoundary state={state}>
      <ConfirmPage id={id} step={stepOf.parse(step ?? null)} />
    </HydrationBoundary>
  );
}
