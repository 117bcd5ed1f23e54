'use client';

import { Time } from '@/components/layout/time';
import { cn } from '@/components/ui/cn';
import { formatExposure } from '@/lib/format/number';
import type { CommandView } from '@/lib/releases/read-commands';
import { tookWords } from './receipt-steps';

const STATE: Record<CommandView['status'], string> = {
  queued: 'waits to be sent',
  sending: 'being sent',
  accepted: 'accepted',
  confirmed: 'confirmed',
  refused: 'refused',
  void: 'void, a newer one took its place',
};

function took(command: CommandView): string {
  if (!command.confirmedAt || !command.sentAt) return '';
  return ` in ${tookWords(Date.parse(command.confirmedAt) - Date.parse(command.sentAt))}`;
}

function Moment({ label, at }: { label: string; at: string | null }) {
  return at ? (
    <span className="whitespace-nowrap">
      {label} <Time at={Date.parse(at)} />
    </span>
  ) : null;
}

/** Instructions to the provider, newest first, with every attempt and the provider's own words. */
export function CommandList({ commands }: { commands: readonly CommandView[] }) {
  if (commands.length === 0) return <p className="text-sm text-ink-2">The provider has not been told anything yet.</p>;
  return (
    <ol className="flex flex-col">
      {commands.map((command) => (
        <li
          key={command.id}
          className="flex flex-wrap items-baseline gap-x-4 gap-y-0.5 border-b border-border py-1.5 text-sm last:border-0"
        >
          <span className="font-medium text-ink">
            <span className="font-normal text-ink-3">generation {command.generation}</span> {command.action},{' '}
            {formatExposure(command.exposure)}
          </span>
          <span className="flex flex-wrap gap-x-3 text-ink-2">
            <Moment label="sent" at={command.sentAt} />
            <Moment label="accepted" at={command.acceptedAt} />
            <Moment label="confirmed" at={command.confirmedAt} />
            {took(command)}
          </span>
          <span
            className={cn('ml-auto', command.status === 'refused' ? 'font-medium text-failing-text' : 'text-ink-2')}
          >
            {STATE[command.status]} · {command.attempts === 1 ? '1 attempt' : `${command.attempts} attempts`}
          </span>
          {command.error && command.status !== 'confirmed' ? (
            <span className="w-full text-ink-2">Said: {command.error}</span>
          ) : null}
        </li>
      ))}
    </ol>
  );
}
