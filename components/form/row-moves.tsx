'use client';

import { ArrowDown, ArrowUp, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton } from '@/components/ui/button';
import { Tooltip } from '@/components/ui/tooltip';
import { moved } from './moved';

type RowMovesProps<Row> = {
  /** "step 2": what moves. */
  name: string;
  rows: readonly Row[];
  index: number;
  onChange: (rows: Row[]) => void;
};

/** Up, down and away, for a row whose order means something. The last one stays. */
export function RowMoves<Row>({ name, rows, index, onChange }: RowMovesProps<Row>) {
  return (
    <div className="flex shrink-0 flex-col gap-1 pt-6 sm:flex-row sm:items-start">
      <Move label={`Move ${name} up`} off={index === 0} onClick={() => onChange(moved(rows, index, -1))}>
        <ArrowUp aria-hidden="true" />
      </Move>
      <Move label={`Move ${name} down`} off={index === rows.length - 1} onClick={() => onChange(moved(rows, index, 1))}>
        <ArrowDown aria-hidden="true" />
      </Move>
      <Move label={`Remove ${name}`} off={rows.length === 1} onClick={() => onChange(rows.toSpliced(index, 1))}>
        <Trash2 aria-hidden="true" />
      </Move>
    </div>
  );
}

type MoveProps = { label: string; off: boolean; onClick: () => void; children: ReactNode };

function Move({ label, off, onClick, children }: MoveProps) {
  return (
    <Tooltip content={label}>
      <IconButton label={label} disabled={off} onClick={onClick}>
        {children}
      </IconButton>
    </Tooltip>
  );
}
