'use client';

import { useState } from 'react';
import { Button, type ButtonProps } from '@/components/ui/button';
import { CodeBlock } from '@/components/ui/code-block';
import { Dialog } from '@/components/ui/dialog';
import { useService } from '@/lib/queries/services';

type ByHandProps = {
  service: string;
  size?: ButtonProps['size'];
  variant?: ButtonProps['variant'];
  label?: string;
  className?: string;
};

/** The service's own revert command, for when the tool itself is what is down. */
export function ByHandButton({
  service,
  size = 'sm',
  variant = 'outline',
  label = 'By hand…',
  className,
}: ByHandProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size={size} variant={variant} className={className} onClick={() => setOpen(true)}>
        {label}
      </Button>
      {open ? <ByHandDialog service={service} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function ByHandDialog({ service, onClose }: { service: string; onClose: () => void }) {
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
