import type { Metadata } from 'next';
import { IntegrationEditor } from '@/components/integrations/integration-editor';

export const metadata: Metadata = { title: 'New integration' };

export default function NewIntegrationPage() {
  return <IntegrationEditor />;
}
