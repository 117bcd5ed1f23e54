'use client';

import { CodeBlock } from '@/components/ui/code-block';
import { Dialog } from '@/components/ui/dialog';
import { useService } from '@/lib/queries/services';

/** What a person can do without Rampart. */
export function ByHandDialog({ service, onClose }: { service: string; onClose: () => void }) {
  const { data } = useService(service);
  const command = data?.revertCommand;
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={`Take ${service} back by hand`}
      description="Rampart keeps trying meanwhile; it reads back what the provider then reports."
    >
      <div className="mt-4 flex flex-col gap-4">
        {command ? (
          <CodeBlock code={command} label="Copy command" />
        ) : (
          <p className="text-base text-ink-2">
            {data ? `No revert command is written down for ${service}. Add one on its service page.` : 'Looking it up.'}
          </p>
        )}
        {data?.runbookUrl ? (
          <a href={data.runbookUrl} target="_blank" rel="noreferrer" className="text-sm font-medium underline">
            Runbook ↗
          </a>
        ) : null}
      </div>
    </Dialog>
  );
}
