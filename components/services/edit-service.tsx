'use client';

import { useService } from '@/lib/queries/services';
import { ServiceEditor } from './service-editor';

/** The form over the service as it was when the page was opened: a change by someone else is refused, not overwritten. */
export function EditService({ name }: { name: string }) {
  const { data } = useService(name);
  return data ? <ServiceEditor service={data} /> : null;
}
