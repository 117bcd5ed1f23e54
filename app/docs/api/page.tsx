import type { Metadata } from 'next';
import { requireReader } from '@/lib/access/current-person';
import { ApiReference } from './api-reference';

export const metadata: Metadata = { title: 'API' };

export default async function ApiPage() {
  await requireReader();
  return <ApiReference />;
}
