'use client';

import { QueryState } from '@/components/form/query-state';
import { Dialog } from '@/components/ui/dialog';
import { useFreezeToEdit } from '@/lib/queries/freezes';
import { FreezeDialog } from './freeze-dialog';

/** Changes a freeze, from what it is now rather than from what a list said. */
export function EditFreeze({ name, onClose }: { name: string; onClose: () => void }) {
  const query = useFreezeToEdit(name);
  if (query.data) return <FreezeDialog known={query.data} onClose={onClose} />;
  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : onClose())} title="Change this freeze">
      <QueryState query={query} rows={4}>
        {null}
      </QueryState>
    </Dialog>
  );
}
