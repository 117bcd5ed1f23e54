'use client';

import { memo, useCallback, useDeferredValue, useMemo, useState } from 'react';
import { calling, cardOf, HOT_CLASS, inFlight } from '@/components/attention/cards';
import { TitleCount } from '@/components/attention/title-count';
import { useCounts } from '@/components/attention/use-counts';
import { DataTable } from '@/components/data-table/data-table';
import { useOpenPage } from '@/components/data-table/use-open-page';
import { FleetMenu } from '@/components/demo/fleet-menu';
import { useShortcut } from '@/components/keyboard/shortcuts';
import { ForWidth } from '@/components/layout/for-width';
import { Panel } from '@/components/layout/page-header';
import { PeekSheet, StartReleaseDialog } from '@/components/releases/dialogs';
import { ReleaseKeys } from '@/components/releases/release-keys';
import { variantOf } from '@/components/releases/release-status';
import { STATUS } from '@/components/status/vocabulary';
import { Button } from '@/components/ui/button';
import { onDemand, useEver, warming } from '@/components/ui/on-demand';
import { useMaySomewhere } from '@/lib/queries/access';
import { useStalePage } from '@/lib/queries/live';
import { useEndedSince, useFinished, useFlight } from '@/lib/queries/releases';
import type { Release } from '@/lib/releases/schema';
import { type Changes, changesOf, withEarlier } from './changed-since';
import { overviewColumns } from './columns';
import { matches, parseFilter } from './filter';
import { FilterBar } from './filter-bar';
import { CARD_LABEL, overviewSentence } from './groups';
import { OverviewCards } from './overview-cards';
import { PhoneList } from './phone-list';
import { RowActions } from './row-actions';
import { RowDetail } from './row-detail';
import { BulkBar, useChosen } from './use-chosen';
import { useHeldGroups } from './use-held-groups';
import { useLastLook } from './use-last-look';
import { useUrlFilter } from './use-url-filter';
import { ViewMenu } from './view-menu';

const rowName = (row: Release): string => `${row.service} ${row.version}, ${STATUS[variantOf(row)].word}`;
const detailOf = (row: Release) => (row.attention.class >= HOT_CLASS ? <RowDetail release={row} /> : null);
const toneOf = (row: Release) => (row.attention.class >= 8 ? ('failing' as const) : undefined);

const idOf = (row: Release): string => row.id;
const actionsOf = (row: Release) => <RowActions release={row} />;

const NONE: readonly Release[] = [];
const OverviewEmpty = onDemand(async () => (await import('./overview-empty')).OverviewEmpty);
const ChangedButton = onDemand(async () => (await import('./changed-button')).ChangedButton);
const NO_CHANGE: Changes = new Map();

/** Drawn again when the rows change, not when the page around them does. */
const Rows = memo(DataTable<Release>);

/** Every release in flight, one row each, by attention (screens.md 2.1). */
export function Overview() {
  const openPage = useOpenPage();
  const releases = useFlight().data ?? NONE;
  const finished = useFinished().data ?? NONE;
  const stale = useStalePage();
  const filter = useUrlFilter();
  const text = useDeferredValue(filter.text);
  const [engaged, setEngaged] = useState(false);
  const [focused, setFocused] = useState<string | null>(null);
  const [peek, setPeek] = useState<string | null>(null);
  const [starting, setStarting] = useState(false);
  const mayStart = useMaySomewhere('release');
  useShortcut({ keys: 'n', label: 'Start a release', group: 'Anywhere', run: () => setStarting(true) }, mayStart);

  const all = useMemo(() => [...releases, ...finished], [releases, finished]);
  const counts = useCounts();
  const { look, dismiss } = useLastLook();
  const earlier = useEndedSince(look && look.from < look.until ? look.from : null).data ?? NONE;
  const known = useMemo(() => withEarlier(all, earlier), [all, earlier]);
  const changes = useMemo(() => (look ? changesOf(known, look) : NO_CHANGE), [known, look]);
  const [wantsChanged, setWantsChanged] = useState(false);
  const onlyChanged = wantsChanged && changes.size > 0;
  const matching = useMemo(() => {
    const terms = parseFilter(text);
    if (terms.length === 0 && !filter.card && !onlyChanged) return releases;
    const inView = (row: Release): boolean => {
      if (onlyChanged && !changes.has(row.id)) return false;
      if (filter.card) return cardOf(row) === filter.card;
      return onlyChanged || cardOf(row) !== 'finished';
    };
    return (onlyChanged ? known : all).filter((row) => inView(row) && matches(row, terms));
  }, [all, known, releases, filter.card, text, onlyChanged, changes]);
  const columns = useMemo(() => overviewColumns(stale), [stale]);
  const list = useHeldGroups(matching, all, engaged, filter.by, [filter.card, text, filter.by, onlyChanged].join(' '));
  const chosen = useChosen();
  const choosing = chosen.selection.ids.size > 0;
  const { lingering } = list;
  const dimmed = useCallback((row: Release) => (lingering.has(row.id) ? 'no longer matches' : undefined), [lingering]);
  const open = useCallback((row: Release, newTab: boolean) => openPage(`/releases/${row.id}`, newTab), [openPage]);
  const peekAt = useCallback((row: Release) => setPeek(row.id), []);
  const focusOn = useCallback((row: Release | null) => setFocused(row?.id ?? null), []);
  const noteOf = useCallback((row: Release) => changes.get(row.id)?.words, [changes]);
  const byId = (id: string | null) => (id === null ? undefined : known.find((row) => row.id === id));
  const active = byId(focused);
  const empty = list.groups.every((group) => group.rows.length === 0);
  const asked = [filter.card ? CARD_LABEL[filter.card] : '', text.trim()].filter(Boolean).join(' · ');

  return (
    <div className="flex flex-col gap-4">
      <TitleCount count={calling(counts)} title="Overview" />
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <h1 className="text-lg font-semibold text-balance text-ink">{overviewSentence(counts)}</h1>
        <div className="flex items-center gap-2">
          <FleetMenu />
          {mayStart ? (
            <Button variant="primary" shortcut="N" {...warming(StartReleaseDialog)} onClick={() => setStarting(true)}>
              Start a release
            </Button>
          ) : null}
        </div>
      </div>
      <OverviewCards finished={finished} counts={counts} selected={filter.card} onSelect={filter.setCard} />
      <FilterBar
        value={filter.text}
        onChange={filter.setText}
        placeholder="Filter: service, version, team, person, ring, “tier:1 blocker:freeze”"
        waiting={list.waiting}
        onApply={list.apply}
      >
        <span className="flex items-center justify-between gap-x-3 max-sm:w-full max-sm:flex-wrap">
          {look && changes.size > 0 ? (
            <ChangedButton
              changes={changes}
              releases={known}
              away={look}
              pressed={onlyChanged}
              onPress={setWantsChanged}
              onDismiss={dismiss}
            />
          ) : null}
          <span className="max-sm:order-first">
            <ViewMenu filter={filter} />
          </span>
        </span>
      </FilterBar>
      <p className="sr-only" role="status">
        {asked === '' ? '' : `${matching.length} of ${all.length} releases match`}
      </p>
      {empty ? (
        <Panel>
          <OverviewEmpty
            flying={inFlight(counts)}
            finished={finished}
            filter={asked}
            onClear={filter.clear}
            onStart={mayStart ? () => setStarting(true) : null}
          />
        </Panel>
      ) : (
        <>
          <ForWidth wide={false}>
            <PhoneList groups={list.groups} changes={changes} stale={stale} selection={chosen.selection} />
          </ForWidth>
          <ForWidth wide>
            <div className="max-md:hidden">
              <Rows
                label="Releases in flight"
                columns={columns}
                groups={list.groups}
                rowId={idOf}
                rowName={rowName}
                onOpen={open}
                onPeek={peekAt}
                onFocusRow={focusOn}
                onEngage={setEngaged}
                detail={detailOf}
                tone={toneOf}
                dimmed={dimmed}
                actions={actionsOf}
                note={noteOf}
                selection={chosen.selection}
              />
            </div>
          </ForWidth>
        </>
      )}
      {active ? <ReleaseKeys release={active} without={choosing && 'pause'} /> : null}
      {useEver(choosing) ? <BulkBar {...chosen} all={all} /> : null}
      {useEver(peek !== null) ? <PeekSheet release={byId(peek)} onClose={() => setPeek(null)} /> : null}
      {starting ? <StartReleaseDialog open onOpenChange={setStarting} /> : null}
    </div>
  );
}
