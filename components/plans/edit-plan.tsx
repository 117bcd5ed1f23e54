'use client';

import { usePlan } from '@/lib/queries/plans';
import { PlanEditor } from './plan-editor';

/** The editor over the version that was read when the page was opened. */
export function EditPlan({ name }: { name: string }) {
  const { data } = usePlan(name);
  return data ? <PlanEditor plan={data} /> : null;
}
