import type { Metadata } from 'next';
import { requirePerson } from '@/lib/access/current-person';
import { ApiReference } from './api-reference';

export const metadata: Metadata = { title: 'API' };

export default async function ApiPage() {
  await requirePerson();
  return <ApiReference />;
}
