'use client';

import { ChevronDown } from 'lucide-react';
import { useContext, useState } from 'react';
import { useKept } from '@/components/layout/use-kept';
import { ViewerContext } from '@/components/releases/permitted';
import { Button } from '@/components/ui/button';
import { Menu, MenuItem, MenuLabel, MenuRadio, MenuSeparator } from '@/components/ui/menu';
import { onDemand } from '@/components/ui/on-demand';
import { toast } from '@/components/ui/toast';
import { GROUPINGS, type Grouping } from './groups';
import { readViews, sameView, viewsKey, withoutView } from './saved-views';
import type { UrlFilter } from './use-url-filter';

const SaveViewDialog = onDemand(async () => (await import('./save-view-dialog')).SaveViewDialog);

const LABEL: Record<Grouping, string> = { attention: 'Attention', service: 'Service', team: 'Team', ring: 'Ring' };
const OPTIONS = GROUPINGS.map((value) => ({ value, label: LABEL[value] }));

/** How the list is shown: what it is grouped by, and views kept under a name. The address says the same. */
export function ViewMenu({ filter }: { filter: UrlFilter }) {
  const { person } = useContext(ViewerContext);
  const [kept, keep] = useKept(viewsKey(person));
  const [saving, setSaving] = useState(false);
  const views = readViews(kept);
  const current = views.find((view) => sameView(view.query, filter.query));
  const plain = filter.query === '';
  function forget(name: string) {
    keep(JSON.stringify(withoutView(views, name)));
    toast(`View “${name}” forgotten`);
  }
  return (
    <>
      <Menu
        trigger={
          <Button variant="ghost">
            View: {current?.name ?? (filter.by === 'attention' ? 'attention' : `by ${filter.by}`)}
            <ChevronDown aria-hidden="true" />
          </Button>
        }
      >
        <MenuRadio label="Group by" value={filter.by} onValueChange={filter.setBy} options={OPTIONS} />
        <MenuSeparator />
        <MenuLabel>Saved views</MenuLabel>
        {views.map((view) => (
          <MenuItem key={view.name} onSelect={() => filter.show(view.query)}>
            <span className="w-4 text-center" aria-hidden="true">
              {view === current ? '✓' : ''}
            </span>
            <span className="max-w-56 truncate">{view.name}</span>
          </MenuItem>
        ))}
        {current ? (
          <MenuItem onSelect={() => forget(current.name)}>Forget “{current.name}”</MenuItem>
        ) : (
          <MenuItem onSelect={() => setSaving(true)} {...(plain ? { disabledReason: 'filter or group first' } : {})}>
            Save this view…
          </MenuItem>
        )}
      </Menu>
      {saving ? (
        <SaveViewDialog
          query={filter.query}
          views={views}
          onSave={(next) => keep(JSON.stringify(next))}
          onClose={() => setSaving(false)}
        />
      ) : null}
    </>
  );
}
