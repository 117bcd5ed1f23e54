/** Releases and their actions as palette items, hurting first. Pure but for what `run` does. */

import { opener } from '@/components/command-menu/page-items';
import type { PaletteItem } from '@/components/command-menu/rank';
import { STATUS } from '@/components/status/vocabulary';
import { byAttention } from '@/lib/releases/attention-order';
import type { ActionName, Release } from '@/lib/releases/schema';
import { ACTION_KEY, ACTION_LABEL, rowActions } from './action-labels';
import { standsAt } from './places';
import { variantOf } from './release-status';

type PaletteVerbs = {
  ask: (action: ActionName, release: Release) => void;
  go: (href: string) => void;
  /** `null` for people who may not. */
  kill: ((service?: string) => void) | null;
};

const hintOf = (release: Release): string =>
  release.verdict === 'fail' ? `${standsAt(release)}, failing` : standsAt(release);

function actionItem(release: Release, action: ActionName, ask: PaletteVerbs['ask'], inView: boolean): PaletteItem {
  const name = `${release.service} ${release.version}`;
  const back = action === 'rollback' && release.baselineVersion ? ` → ${release.baselineVersion}` : '';
  return {
    id: `act:${action}:${release.id}`,
    group: 'Actions',
    label: `${ACTION_LABEL[action].replace('…', '')} ${name}${back}`,
    hint: hintOf(release),
    shortcut: ACTION_KEY[action],
    more: name,
    ...(release.attention.class >= 7 && action === 'rollback' ? { hurting: true } : {}),
    ...(inView ? { inView } : {}),
    run: () => ask(action, release),
  };
}

/** What is most likely wanted, the safe one first; then the rest. */
const likelyFirst = (release: Release): ActionName[] => [...new Set([...rowActions(release), ...release.actions])];

/** A release's page; one that is over is found by the server. */
export function openItem(release: Release, go: PaletteVerbs['go']): PaletteItem {
  return {
    id: `open:${release.id}`,
    group: 'Releases',
    label: `${release.service} ${release.version}`,
    more: `${release.service} ${release.version}`,
    hint: STATUS[variantOf(release)].word,
    keywords: [release.owner, release.createdBy, release.step.ring, ...(release.commit ? [release.commit] : [])],
    run: opener(go, `/releases/${release.id}`),
  };
}

/** @param viewed id of the release whose page is open, if any */
export function releaseItems(
  releases: readonly Release[],
  { ask, go, kill }: PaletteVerbs,
  viewed: string | null = null,
): PaletteItem[] {
  const sorted = [...releases].sort(byAttention);
  const actions = sorted.flatMap((release) =>
    likelyFirst(release).map((action) => actionItem(release, action, ask, release.id === viewed)),
  );
  const killItem: PaletteItem[] = kill
    ? [
        {
          id: 'kill',
          group: 'Actions',
          label: 'Kill switch',
          hint: 'asks for a reason',
          keywords: ['kill', 'stop'],
          run: () => kill(),
        },
      ]
    : [];
  return [...actions, ...killItem, ...sorted.map((release) => openItem(release, go))];
}

/** What a service's page shows, and is looked for by: "slo payments". */
const SERVICE_HOLDS = 'service, SLOs, plan';

/** A service's page, and its kill switch for those who may. */
export function serviceItems(
  services: readonly { name: string; displayName: string; owner: string }[],
  { go, kill }: Pick<PaletteVerbs, 'go' | 'kill'>,
): PaletteItem[] {
  return services.flatMap(({ name, displayName, owner }) => {
    const page: PaletteItem = {
      id: `service:${name}`,
      group: 'Services',
      label: name,
      hint: SERVICE_HOLDS,
      keywords: [displayName, owner, SERVICE_HOLDS],
      run: opener(go, `/services/${name}`),
    };
    if (!kill) return [page];
    const pull: PaletteItem = {
      id: `kill:${name}`,
      group: 'Actions',
      label: `Kill switch: ${name}`,
      hint: 'asks for a reason',
      run: () => kill(name),
    };
    return [pull, page];
  });
}
