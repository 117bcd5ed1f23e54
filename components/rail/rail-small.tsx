import { Fragment } from 'react';
import { cn } from '@/components/ui/cn';
import { RailCellBox, RailMark } from './rail-cell';
import { type RailGroup, type RailView, railGroups } from './view';

function FoldedRing({ group }: { group: RailGroup }) {
  return (
    <span
      title={`${group.ring}: ${group.cells.length} steps passed`}
      className="flex h-5 min-w-4 items-center justify-center rounded-cell bg-canary px-1 text-xs leading-none font-medium text-on-accent forced-color-adjust-none"
    >
      {group.cells.length}
    </span>
  );
}

/** The rail of a row: 10 px cells on one baseline. How far, how much is left, how steep the next stair is. */
export function RailSmall({ rail, className }: { rail: RailView; className?: string }) {
  return (
    <span role="img" aria-label={rail.text} className={cn('inline-flex h-[1.625rem] items-end gap-1.5', className)}>
      {railGroups(rail.cells).map((group) => (
        <span key={`${group.ring}-${group.first}`} className="flex items-end gap-0.5">
          {group.folded ? (
            <FoldedRing group={group} />
          ) : (
            group.cells.map((cell) => (
              <Fragment key={cell.label}>
                {cell.mark ? <RailMark mark={cell.mark} /> : null}
                <span title={cell.label}>
                  <RailCellBox cell={cell} className="w-2.5" />
                </span>
              </Fragment>
            ))
          )}
        </span>
      ))}
    </span>
  );
}
