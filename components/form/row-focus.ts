/** Where the focus goes when rows come, move and go: a hand on the keyboard goes on from the row it was at. Touches the DOM. */

import { flushSync } from 'react-dom';

/** Around the rows and the button that adds one. */
export const ROWS = { 'data-rows': '' } as const;
/** On each row. */
export const ROW = { 'data-rows-one': '' } as const;
/** On the button that adds one; it has the focus when the last row is gone. */
export const ADDS = { 'data-rows-adds': '' } as const;

export type RowButton = 'up' | 'down' | 'remove';

/** On a button of a row, by what it does, so that the same one of a neighbour is found. */
export const rowButton = (button: RowButton) => ({ 'data-rows-button': button });

/** What is filled in first in a row that has just come. */
const FIELD = 'input:not([aria-hidden="true"], [type="checkbox"], :disabled), textarea, select, [role="combobox"]';

function change(from: Element, draw: () => void): { around: Element | null; rows: Element[] } {
  const around = from.closest('[data-rows]');
  flushSync(draw);
  return { around, rows: [...(around?.querySelectorAll('[data-rows-one]') ?? [])] };
}

/** The first of these that takes the focus: a button may stand there disabled. */
function focusFirst(candidates: readonly (Element | null | undefined)[]): void {
  for (const element of candidates) {
    (element as HTMLElement | null | undefined)?.focus();
    if (element && document.activeElement === element) return;
  }
}

/** Adds a row at the end: the focus goes to its first field. `from` is the button that was pressed, `draw` sets the state. */
export function addRow(from: Element, draw: () => void): void {
  focusFirst([change(from, draw).rows.at(-1)?.querySelector(FIELD)]);
}

/** Removes or moves a row: the focus stays on the same button, of the row that stands at `index` then. */
export function changeRow(
  from: Element,
  draw: () => void,
  { index, button }: { index: number; button: RowButton },
): void {
  const { around, rows } = change(from, draw);
  const row = rows[Math.min(index, rows.length - 1)];
  const buttons = [...(row?.querySelectorAll('[data-rows-button]') ?? [])];
  const same = buttons.find((one) => one.getAttribute('data-rows-button') === button);
  focusFirst([same, ...buttons, row?.querySelector(FIELD), around?.querySelector('[data-rows-adds]')]);
}
