import { expect, it } from 'vitest';
import { historyAddress, historyFilterOf, historyQuery, isFiltered } from './history-filter';

const of = (query: string) => historyFilterOf(new URLSearchParams(query));

it.each([
  ['', '', false],
  ['q=checkout+2.4', 'q=checkout+2.4', true],
  ['q=+', '', false],
  ['status=flying', '', false],
  ['status=completed&team=shop', 'status=completed&team=shop', true],
  ['by=mona', 'by=mona', true],
  ['from=2026-11-19', 'from=2026-11-19T00%3A00%3A00.000Z', true],
  ['from=2026-11-18&to=2026-11-19', 'from=2026-11-18T00%3A00%3A00.000Z&to=2026-11-20T00%3A00%3A00.000Z', true],
])('“%s” asks for “%s”', (address, query, filtered) => {
  expect(historyQuery(of(address))).toBe(query);
  expect(isFiltered(of(address))).toBe(filtered);
});

it('keeps in the address what was picked', () => {
  const address = 'q=2.4&by=mona&to=2026-11-19';
  expect(historyAddress(of(address))).toBe(address);
});
