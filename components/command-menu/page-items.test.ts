import { expect, it } from 'vitest';
import { SCOPES } from '@/lib/access/scopes';
import { pageItems } from './page-items';
import { rankItems } from './rank';

const all = pageItems(() => undefined, SCOPES);

it('each has an id of its own: two of one make rows that never leave', () =>
  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length));

it.each([
  ['oncall', 'On call'],
  ['dora', 'Executive'],
  ['break glass', 'Overrides'],
  ['pipeline', 'Integrations'],
  ['budget polic', 'Freezes'],
  ['open inc', 'Open an incident'],
  ['set a freze', 'Set a freeze'],
  ['setings', 'Settings'],
  ['dark', 'Display and rings'],
])('“%s” finds %s', (query, label) => expect(rankItems(all, query)[0]?.label).toBe(label));

it('what one may not do is not offered', () =>
  expect(pageItems(() => undefined, ['read']).map(({ label }) => label)).not.toContain('Set a freeze'));
