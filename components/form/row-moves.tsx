'use client';

import { ArrowDown, ArrowUp, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton } from '@/components/ui/button';
import { Tooltip } from '@/components/ui/tooltip';
import { moved } from './moved';
import { changeRow, type RowButton, rowButton } from './row-focus';

type RowMovesProps<Row> = {
  /** "step 2": what moves. */
  name: string;
  rows: readonly Row[];
  index: number;
  onChange: (rows: Row[]) => void;
};

/** Up, down and away, for a row whose order means something. The last one stays; the focus goes with what moves. */
export function RowMoves<Row>({ name, rows, index, onChange }: RowMovesProps<Row>) {
  const move = (button: 'up' | 'down', by: -1 | 1) => ({
    button,
    onPress: (from: Element) => changeRow(from, () => onChange(moved(rows, index, by)), { index: index + by, button }),
  });
  const remove = (from: Element) =>
    changeRow(from, () => onChange(rows.toSpliced(index, 1)), { index, button: 'remove' });
  return (
    <div className="flex shrink-0 flex-col gap-1 pt-6 sm:flex-row sm:items-start">
      <Move label={`Move ${name} up`} off={index === 0} {...move('up', -1)}>
        <ArrowUp aria-hidden="true" />
      </Move>
      <Move label={`Move ${name} down`} off={index === rows.length - 1} {...move('down', 1)}>
        <ArrowDown aria-hidden="true" />
      </Move>
      <Move label={`Remove ${name}`} off={rows.length === 1} button="remove" onPress={remove}>
        <Trash2 aria-hidden="true" />
      </Move>
    </div>
  );
}

type MoveProps = {
  label: string;
  off: boolean;
  button: RowButton;
  onPress: (from: Element) => void;
  children: ReactNode;
};

function Move({ label, off, button, onPress, children }: MoveProps) {
  return (
    <Tooltip content={label}>
      <IconButton label={label} disabled={off} {...rowButton(button)} onClick={(event) => onPress(event.currentTarget)}>
        {children}
      </IconButton>
    </Tooltip>
  );
}
