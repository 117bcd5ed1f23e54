'use client';

import { X } from 'lucide-react';
import { IconButton } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Kbd } from '@/components/ui/kbd';
import { keyLabel } from './match';
import { useShortcutList } from './shortcuts';

type Known = { keys: string; label: string; group: string };

const of = (group: string, keys: Record<string, string>): Known[] =>
  Object.entries(keys).map(([key, label]) => ({ keys: key, label, group }));

const ROW = 'The row in focus';
/** What no registry knows: keys that a list or a chart hears itself, and letters that wait for a row in focus. */
const UNREGISTERED: readonly { there: string; keys: readonly Known[] }[] = [
  {
    there: '[data-index][data-row]',
    keys: [
      ...of('Rows', { Home: 'First row', End: 'Last row' }),
      ...of(ROW, {
        Enter: 'Open',
        'mod+Enter': 'Open in a new tab',
        Space: 'Look at it beside the list',
        '→': 'To its buttons',
        r: 'Roll back',
        p: 'Pause',
        u: 'Resume…',
        v: 'Advance…',
        o: 'Override…',
        a: 'Approve',
        x: 'Reject…',
      }),
    ],
  },
  {
    there: '[data-plot]',
    keys: of('The chart in focus', {
      '← →': 'Bucket by bucket, with Shift ten',
      '+': 'Nearer',
      '−': 'All of it',
    }),
  },
  {
    there: '[data-day]',
    keys: of('The calendar in focus', {
      '← → ↑ ↓': 'Day by day, week by week',
      'Home End': 'First and last day of the week',
      '↵': 'All of a day',
    }),
  },
];

/** With what works all the same on this page, where no entry of the registry says so already. */
function complete(shortcuts: readonly Known[]): readonly Known[] {
  const more = UNREGISTERED.flatMap(({ there, keys }) => (document.querySelector(there) ? keys : []));
  return [...shortcuts, ...more.filter(({ keys }) => shortcuts.every((known) => known.keys !== keys))];
}

const isApple = () => typeof navigator !== 'undefined' && /Mac|iP(hone|ad)/.test(navigator.userAgent);

/** `?` shows every shortcut that works on the page in view. */
export function ShortcutSheet({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const shortcuts = useShortcutList();
  const winning = complete(
    shortcuts.filter((entry, index) => shortcuts.findLastIndex((other) => other.keys === entry.keys) === index),
  );
  const groups = [...new Set(winning.map((entry) => entry.group))];
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      wide
      title="Keys"
      description="Single letters never fire in a field, with a modifier or while held down."
    >
      {/* Something to hold the focus: a long list could not be scrolled by keys otherwise. */}
      <IconButton label="Close" className="absolute top-3 right-3" onClick={() => onOpenChange(false)}>
        <X aria-hidden="true" />
      </IconButton>
      <div className="mt-4 gap-8 sm:columns-2">
        {groups.map((group) => (
          <section key={group} className="mb-6 break-inside-avoid">
            <h3 className="eyebrow mb-1">{group}</h3>
            <dl>
              {winning
                .filter((entry) => entry.group === group)
                .map((entry) => (
                  <div key={entry.keys} className="flex items-center justify-between gap-4 py-1 text-sm">
                    <dt className="text-ink-2">{entry.label}</dt>
                    <dd className="flex shrink-0 gap-1">
                      {keyLabel(entry.keys, isApple())
                        .split(' ')
                        .map((cap) => (
                          <Kbd key={cap} className="touch:inline-flex">
                            {cap}
                          </Kbd>
                        ))}
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
