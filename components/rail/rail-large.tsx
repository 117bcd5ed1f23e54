import { Fragment } from 'react';
import { Tooltip } from '@/components/ui/tooltip';
import { formatExposure } from '@/lib/format/number';
import { RailCellBox, RailMark } from './rail-cell';
import { type RailCell, type RailView, railGroups } from './view';

function Stair({ cell }: { cell: RailCell }) {
  const current = cell.state === 'current' || cell.state === 'unknown';
  return (
    <li className="flex max-w-40 min-w-14 flex-1 flex-col">
      <Tooltip content={cell.label}>
        <button type="button" aria-label={cell.label} className="flex h-26 items-end rounded-cell text-left">
          <RailCellBox cell={cell} scale={4} className="w-full" />
        </button>
      </Tooltip>
      <span className="mt-2 text-sm font-medium whitespace-nowrap text-ink">
        {formatExposure(cell.exposure)}
        {current ? <span className="font-normal text-canary"> now</span> : null}
      </span>
      <span className="text-xs text-ink-3">{cell.note}</span>
    </li>
  );
}

/** Stairs at their widest, with the gaps and marks between them: a ring takes no more room than it fills. */
const widest = (cells: readonly RailCell[]): string =>
  `${cells.length * 10.5 - 0.5 + cells.filter((cell) => cell.mark).length * 2.5}rem`;

/** The rail of the release page: stairs four times as high, ring names above, exposure and hold below. */
export function RailLarge({ rail }: { rail: RailView }) {
  return (
    <section className="relative overflow-x-auto px-4 py-4" aria-label={rail.text}>
      <div className="flex min-w-max gap-6 md:min-w-0">
        {railGroups(rail.cells).map((group) => (
          <div
            key={`${group.ring}-${group.first}`}
            style={{ flexGrow: group.cells.length, maxWidth: widest(group.cells) }}
            className="flex flex-col"
          >
            <p className="text-xs font-medium text-ink-2">{group.ring}</p>
            <ol aria-label={group.ring} className="flex items-start gap-2">
              {group.cells.map((cell) => (
                <Fragment key={cell.label}>
                  {cell.mark ? (
                    <li aria-hidden="true" className="flex h-26 shrink-0 items-end pb-1">
                      <RailMark mark={cell.mark} large />
                    </li>
                  ) : null}
                  <Stair cell={cell} />
                </Fragment>
              ))}
            </ol>
          </div>
        ))}
      </div>
    </section>
  );
}
