import { describe, expect, it } from 'vitest';
import { type FreezeView, freezeInputSchema } from '@/lib/freezes/schema';
import { draftOfFreeze, EMPTY_FREEZE, inputOfFreeze } from './draft';
import { repeatWords, standingOf, untilWords } from './words';

const now = Date.parse('2026-11-19T14:32:10Z');
const freeze = (change = {}) => ({
  kind: 'manual',
  active: true,
  start: '2026-11-19T12:00:00Z',
  end: null as string | null,
  liftedAt: null as string | null,
  liftedBy: null as string | null,
  ...change,
});

describe('freezes', () => {
  it.each([
    [freeze(), 'stands', 'until someone lifts it'],
    [freeze({ kind: 'budget' }), 'stands', 'until the budget is back'],
    [freeze({ end: '2026-11-19T16:32:10Z' }), 'stands', 'until 16:32:10 (in 2 h)'],
    [freeze({ active: false, start: '2026-11-20T07:00:00Z' }), 'to come', 'from Fri 07:00, until someone lifts it'],
    [freeze({ active: false, liftedAt: '2026-11-19T14:00:00Z', liftedBy: 'Ana' }), 'over', 'lifted by Ana 14:00:00'],
    [freeze({ active: false, end: '2026-11-19T14:00:00Z' }), 'over', 'ended 14:00:00'],
  ])('%#', (value, standing, words) => {
    expect(standingOf(value, now)).toBe(standing);
    expect(untilWords(value, now).replaceAll('\u202f', ' ')).toBe(words);
  });

  it('reads typed times as UTC', () =>
    expect(
      freezeInputSchema.parse(
        inputOfFreeze({ ...EMPTY_FREEZE, scope: 'checkout', end: '2026-11-23T07:00', reason: 'x' }),
      ),
    ).toMatchObject({ scope: { service: 'checkout' }, end: '2026-11-23T07:00:00Z', reason: 'x' }));

  it.each([
    [
      {
        timezone: 'Europe/Berlin',
        start: '2026-11-20T23:00',
        end: '2026-11-23T07:00',
        repeat: 'FREQ=WEEKLY' as const,
        except: '2026-12-25, 2027-01-01',
      },
      {
        start: '2026-11-20T23:00',
        end: '2026-11-23T07:00',
        recurrence: 'FREQ=WEEKLY',
        except: ['2026-12-25', '2027-01-01'],
        timezone: 'Europe/Berlin',
      },
    ],
    [
      { repeat: 'rule' as const, rule: 'FREQ=MONTHLY;BYDAY=-1FR', start: '2026-11-27T18:00', end: '2026-11-28T00:00' },
      { recurrence: 'FREQ=MONTHLY;BYDAY=-1FR', start: '2026-11-27T18:00:00Z' },
    ],
    [{ repeat: 'ical' as const, ical: 'BEGIN:VCALENDAR', start: 'ignored' }, { ical: 'BEGIN:VCALENDAR' }],
    [
      { scope: 'team:pay', inFlight: 'rollback' as const, revert: true },
      { scope: { team: 'pay' }, inFlight: 'rollback', allows: ['revert'] },
    ],
  ])('puts %j', (draft, expected) =>
    expect(
      freezeInputSchema.parse(inputOfFreeze({ ...EMPTY_FREEZE, scope: 'all', reason: 'x', ...draft })),
    ).toMatchObject(expected),
  );

  it.each([
    [{}, null],
    [
      { recurrence: 'FREQ=WEEKLY', timezone: 'Europe/Berlin', except: ['2026-12-25'] },
      'every week, Europe/Berlin time, not on 2026-12-25',
    ],
    [{ recurrence: 'FREQ=MONTHLY;BYDAY=-1FR' }, 'by the rule FREQ=MONTHLY;BYDAY=-1FR, UTC time'],
    [{ imported: 11 }, 'during 11 imported events, UTC time'],
  ])('says how it repeats %j', (change, words) =>
    expect(repeatWords({ recurrence: null, timezone: null, imported: 0, except: [], ...change })).toBe(words),
  );
});

describe('the form of a freeze that is', () => {
  const view = (change: Partial<FreezeView>): FreezeView => ({
    name: 'quarter-end',
    kind: 'manual',
    scope: { tier: 1 },
    start: '2026-11-20T22:00:00.000Z',
    end: '2026-11-23T06:00:00.000Z',
    timezone: null,
    recurrence: null,
    except: [],
    first: null,
    imported: 0,
    inFlight: 'hold',
    allows: [],
    windows: [],
    reason: 'Quarter end',
    active: true,
    createdBy: 'Ana',
    createdAt: '2026-11-19T12:00:00Z',
    liftedAt: null,
    liftedBy: null,
    ...change,
  });
  const common = { scope: { tier: 1 }, reason: 'Quarter end' };
  const friday = { start: '2026-11-20T23:00:00', end: '2026-11-23T07:00:00' };

  it.each([
    ['once, UTC', {}, { ...common, start: '2026-11-20T22:00:00Z', end: '2026-11-23T06:00:00Z' }],
    ['until lifted', { end: null }, { ...common, start: '2026-11-20T22:00:00Z' }],
    [
      'once, on the wall clock of its zone',
      { timezone: 'Europe/Berlin' },
      { ...common, timezone: 'Europe/Berlin', start: '2026-11-20T23:00', end: '2026-11-23T07:00' },
    ],
    [
      'again and again: its first window, not the one that stands',
      { timezone: 'Europe/Berlin', recurrence: 'FREQ=WEEKLY', first: friday, except: ['2026-12-25'] },
      {
        ...common,
        timezone: 'Europe/Berlin',
        start: '2026-11-20T23:00',
        end: '2026-11-23T07:00',
        recurrence: 'FREQ=WEEKLY',
        except: ['2026-12-25'],
      },
    ],
    [
      'by an own rule',
      {
        timezone: 'UTC',
        recurrence: 'FREQ=MONTHLY;BYDAY=-1FR',
        first: friday,
        inFlight: 'rollback',
        allows: ['revert'],
      },
      {
        ...common,
        timezone: 'UTC',
        inFlight: 'rollback',
        allows: ['revert'],
        start: '2026-11-20T23:00',
        end: '2026-11-23T07:00',
        recurrence: 'FREQ=MONTHLY;BYDAY=-1FR',
      },
    ],
    ['imported: its file is asked for again', { imported: 3 }, { ...common, ical: '' }],
  ])('%s', (_, change, input) => expect(inputOfFreeze(draftOfFreeze(view(change)))).toEqual(input));
});
