import type { Metadata } from 'next';
import { ImportSlos } from '@/components/slos/import-slos';

export const metadata: Metadata = { title: 'Import OpenSLO' };

export default function ImportSlosPage() {
  return <ImportSlos />;
}
