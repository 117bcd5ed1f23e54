'use client';

import { useSlo } from '@/lib/queries/slos';
import { SloEditor } from './slo-editor';

/** The form over the SLO as it was when the page was opened: a change by someone else is refused, not overwritten. */
export function EditSlo({ service, slo }: { service: string; slo: string }) {
  const { data } = useSlo(service, slo);
  return data ? <SloEditor slo={data} service={service} /> : null;
}
