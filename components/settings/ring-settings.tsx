'use client';

import { FormSection } from '@/components/form/form-section';
import { useFocusKept } from '@/components/form/use-focus-kept';
import { useMay } from '@/lib/queries/access';
import { useRings } from '@/lib/queries/plans';
import { RingEditor } from './ring-editor';

/** The audiences a change passes through, first to last. */
export function RingSettings() {
  const { data } = useRings();
  const known = JSON.stringify(data);
  // What was saved is drawn anew.
  useFocusKept(known);
  const mayChange = useMay('admin');
  return (
    <FormSection
      title="Rings"
      about="The audiences a change passes through, from the first to see it to the last. Plans of the mechanism “ring” climb them in this order."
    >
      {data ? <RingEditor key={known} rings={data} readOnly={!mayChange} /> : null}
    </FormSection>
  );
}
