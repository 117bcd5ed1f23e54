/** What is open over the page: who gets the focus, what cannot be reached meanwhile. Touches the DOM, knows nothing of React. */

const TABBABLE =
  'a[href], button:not([disabled]), input:not([disabled]), select:not([disabled]), textarea:not([disabled]), [tabindex="0"]';

export type OpenLayer = {
  /** Holds the panel and its scrim; a child of the body. */
  root: HTMLElement;
  panel: HTMLElement;
  /** Everything else is out of reach until it closes. */
  modal: boolean;
  /** Had the focus when it was opened. */
  opener: Element | null;
  close: () => void;
};

let stack: readonly OpenLayer[] = [];
const held = new Map<Element, number>();

/** The page's announcer and its toasts. What speaks in the content, as a button that says "Copied", is held with it. */
const SPEAKING = '[aria-live]:not(main *, [data-layer] *)';

/** Notices and live regions go on speaking over a dialog, so only what is beside them is held. */
function besides(keep: Element, parent: Element = document.body): Element[] {
  return [...parent.children].flatMap((child) => {
    if (child === keep || child.matches('[aria-live], script, style, link, next-route-announcer')) return [];
    return child.querySelector(SPEAKING) ? besides(keep, child) : [child];
  });
}

function hold(elements: readonly Element[]): () => void {
  for (const element of elements) {
    held.set(element, (held.get(element) ?? 0) + 1);
    element.setAttribute('inert', '');
  }
  return () => {
    for (const element of elements) {
      const left = (held.get(element) ?? 1) - 1;
      if (left > 0) held.set(element, left);
      else {
        held.delete(element);
        element.removeAttribute('inert');
      }
    }
  };
}

/** `Esc` belongs to the newest layer, unless a list or a menu that lies over it has the focus. */
function onKeyDown(event: KeyboardEvent): void {
  const top = stack.at(-1);
  if (event.key !== 'Escape' || event.defaultPrevented || !top) return;
  const target = event.target as Element;
  if (target.closest('[popover]')) return;
  if (top.modal && target !== document.body && !top.panel.contains(target)) return;
  event.preventDefault();
  top.close();
}

/** A press beside a peek closes it; a press on the scrim of a dialog is its own business. */
function onPointerDown(event: PointerEvent): void {
  const top = stack.at(-1);
  const target = event.target as Element;
  if (top && !top.modal && !target.closest('[data-layer], [popover], [aria-live]')) top.close();
}

const origins = new WeakMap<Element, Element | null>();

/** Where the focus goes back to: what opened a layer may itself lie in one that is gone by now, as the palette is. */
function origin(opener: Element | null): HTMLElement | null {
  if (opener?.isConnected && opener !== document.body) return opener as HTMLElement;
  const around = opener?.closest('[data-layer]');
  return around ? origin(origins.get(around) ?? null) : null;
}

/** What opened it is gone, as the button of what was just decided: the content goes on, not the top of the page. */
const instead = (opener: Element | null): HTMLElement | null =>
  opener && opener !== document.body ? document.getElementById('content') : null;

export const inside = (panel: HTMLElement): boolean => panel.contains(document.activeElement);

/** Gives the focus to `wanted`, or to the first that takes it. */
export function focusInto(panel: HTMLElement, wanted?: HTMLElement | null): void {
  for (const element of [wanted, panel.querySelector<HTMLElement>(TABBABLE), panel]) {
    element?.focus();
    if (inside(panel)) return;
  }
}

/**
 * Opens a layer and gives how to close it: the page can be reached again, and the focus goes to what `finalFocus` names
 * at that moment, or back to where it was.
 */
export function enter(layer: OpenLayer, finalFocus: () => HTMLElement | null): () => void {
  origins.set(layer.root, layer.opener);
  if (stack.length === 0) {
    document.addEventListener('keydown', onKeyDown);
    document.addEventListener('pointerdown', onPointerDown);
  }
  stack = [...stack, layer];
  const release = layer.modal ? hold(besides(layer.root)) : () => undefined;
  return () => {
    stack = stack.filter((entry) => entry !== layer);
    if (stack.length === 0) {
      document.removeEventListener('keydown', onKeyDown);
      document.removeEventListener('pointerdown', onPointerDown);
    }
    release();
    // Somebody who went elsewhere beside an open peek stays there.
    if (!inside(layer.panel) && document.activeElement !== document.body) return;
    // React hears no focus while it takes the panel away; what was opened in its place has the focus by then.
    queueMicrotask(() => {
      if (document.activeElement === document.body)
        (finalFocus() ?? origin(layer.opener) ?? instead(layer.opener))?.focus();
    });
  };
}
