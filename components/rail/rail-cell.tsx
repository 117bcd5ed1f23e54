import { cn } from '@/components/ui/cn';
import { cellHeight, type RailCell } from './view';

const BOX: Record<RailCell['state'], string> = {
  passed: 'bg-canary',
  current: 'bg-canary/25',
  future: 'border border-control',
  done: 'bg-done',
  reverted: 'border-[1.5px] border-failing',
  unknown: 'hatch border border-dashed border-unknown',
};

/** Solid cells of a soak step are drawn as horizontal lines: nothing was measured there. */
function soakClass(cell: RailCell, large: boolean): string {
  if (!cell.soak) return '';
  const gap = large ? 'soak-large' : 'soak-small';
  if (cell.state === 'passed') return `bg-transparent text-canary ${gap}`;
  if (cell.state === 'done') return `bg-transparent text-done ${gap}`;
  return '';
}

/** One stair. `scale` 1 in rows, 4 on the release page. */
export function RailCellBox({ cell, scale = 1, className }: { cell: RailCell; scale?: 1 | 4; className?: string }) {
  const large = scale === 4;
  const height = cellHeight(cell.exposure) * scale;
  return (
    <span
      data-rail={cell.state}
      style={{ height: `${height / 16}rem` }}
      className={cn('relative block forced-color-adjust-none', className)}
    >
      <span
        className={cn(
          'absolute inset-0 rounded-cell',
          // Only what is filled is clipped: a clip is dear to paint, and a list has hundreds of cells.
          cell.state === 'current' && 'overflow-hidden',
          BOX[cell.state],
          soakClass(cell, large),
        )}
      >
        {cell.state === 'current' ? (
          <span
            style={{ width: `${cell.fill * 100}%` }}
            className={cn(
              'absolute inset-y-0 left-0',
              cell.soak ? `text-canary ${large ? 'soak-large' : 'soak-small'}` : 'bg-canary',
            )}
          />
        ) : null}
        {cell.extended ? <span className="absolute inset-y-0 left-4/5 w-px bg-surface" /> : null}
      </span>
      {cell.seen !== null ? (
        <span
          style={{ bottom: `${(cellHeight(cell.seen) * scale) / 16}rem` }}
          className={cn('absolute h-0.5 bg-needs', large ? '-inset-x-1.5' : '-inset-x-0.5')}
        />
      ) : null}
      {cell.paused ? (
        <span
          className={cn(
            'absolute bottom-full flex justify-center',
            large ? 'left-0 mb-1.5 gap-1' : 'inset-x-0 mb-0.5 gap-0.5',
          )}
        >
          <span className={cn('bg-needs', large ? 'h-2.5 w-1' : 'h-1 w-0.5')} />
          <span className={cn('bg-needs', large ? 'h-2.5 w-1' : 'h-1 w-0.5')} />
        </span>
      ) : null}
    </span>
  );
}

/** Between two stairs: a diamond for approvals, a bar for a freeze. */
export function RailMark({ mark, large = false }: { mark: NonNullable<RailCell['mark']>; large?: boolean }) {
  if (mark.kind === 'freeze') {
    return <span className={cn('block self-end bg-ink-2', large ? 'h-20 w-0.5' : 'h-5 w-0.5')} />;
  }
  return (
    <span
      className={cn(
        'flex items-center self-end',
        large ? 'mb-1 gap-1 text-xs font-medium text-needs-text' : 'mb-[0.3125rem]',
      )}
    >
      <span
        className={cn(
          'block rotate-45',
          large ? 'size-2.5' : 'size-[0.4375rem]',
          mark.kind === 'given' ? 'bg-ink-3' : 'border-[1.5px] border-needs',
        )}
      />
      {large && mark.kind === 'missing' ? mark.count : null}
    </span>
  );
}
