'use client';

import { Toast as Base } from '@base-ui/react/toast';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton } from './button';

const manager = Base.createToastManager();

/** Says that one's own input was accepted, or refused and why. Not for other people's changes. */
export function toast(title: string, options?: { description?: string; failed?: boolean }): void {
  manager.add({
    title,
    description: options?.description,
    type: options?.failed ? 'failed' : 'done',
    timeout: options?.failed ? 0 : 5000,
  });
}

function ToastList() {
  const { toasts } = Base.useToastManager();
  return toasts.map((entry) => (
    <Base.Root
      key={entry.id}
      toast={entry}
      className="overlay flex items-start gap-3 rounded-panel border border-control bg-raised py-2 pr-2 pl-4 data-[type=failed]:border-failing"
    >
      <div className="min-w-0 flex-1 py-1">
        <Base.Title className="text-sm font-medium text-ink" />
        <Base.Description className="text-sm text-ink-2" />
      </div>
      <Base.Close render={<IconButton label="Dismiss" size="sm" />}>
        <X aria-hidden="true" />
      </Base.Close>
    </Base.Root>
  ));
}

/** Once per layout. */
export function ToastProvider({ children }: { children: ReactNode }) {
  return (
    <Base.Provider toastManager={manager} limit={3}>
      {children}
      <Base.Portal>
        <Base.Viewport className="fixed right-4 bottom-[max(1rem,env(safe-area-inset-bottom))] z-60 flex w-[min(24rem,calc(100vw-2rem))] flex-col gap-2">
          <ToastList />
        </Base.Viewport>
      </Base.Portal>
    </Base.Provider>
  );
}
