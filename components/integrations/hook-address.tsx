'use client';

import { useOrigin } from '@/components/form/use-origin';

/** Where an integration that is being named will be sent to, for senders that want to know before. */
export function HookAddress({ name }: { name: string }) {
  const origin = useOrigin();
  const path = name.trim() === '' ? '<its name>' : name.trim();
  return (
    <p className="text-sm text-ink-2">
      Its address: <span className="font-mono break-all text-ink">{`${origin}/api/v1/hooks/${path}`}</span>
    </p>
  );
}
