'use client';

import { type FormEvent, type KeyboardEvent, type ReactNode, useCallback, useId, useRef, useState } from 'react';
import { Button } from './button';
import { Dialog } from './dialog';
import { Field } from './field';
import { Input } from './input';

/** A touch sheet hears nothing for this long, so a second tap of a double tap cannot confirm. */
const DEAF_MS = 350;

type ConfirmDialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** `safety` (roll back, pause, kill): focus on the confirming button. `exposure`: focus on the keeping one. */
  direction: 'safety' | 'exposure';
  title: string;
  /** What will be true afterwards: "checkout 2.4.1 → 0 %. Users return to 2.4.0." */
  consequence: ReactNode;
  /** "Keep 2.4.1" */
  keepLabel: string;
  /** "Roll back" */
  confirmLabel: string;
  reason?: { required: boolean; placeholder?: string; suggestions?: readonly string[]; initial?: string };
  /** Users are being hurt: the confirming button is vermillion. */
  hurting?: boolean;
  pending?: boolean;
  /** A refusal in words; the dialog stays open. */
  error?: string;
  /** Once asked, the buttons give way to the receipt. */
  receipt?: ReactNode;
  finalFocus?: () => HTMLElement | null;
  onConfirm: (reason: string) => void;
  children?: ReactNode;
};

/**
 * Confirms one action. `↵` confirms towards safety; towards exposure it keeps. A held-down key does nothing.
 * Give it a `key` that changes with the release, so that the reason starts fresh.
 */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { open, onOpenChange, direction, title, consequence, reason, receipt, error, finalFocus, children } = props;
  const [text, setText] = useState(reason?.initial ?? '');
  const keepRef = useRef<HTMLButtonElement>(null);
  const confirmRef = useRef<HTMLButtonElement>(null);
  const openedAt = useRef(0);
  // The same function each time it is drawn: a new one would start the deaf time again at every tick of the clock.
  const listen = useCallback((node: HTMLFormElement | null) => {
    if (node) openedAt.current = performance.now();
  }, []);
  const formId = useId();
  const missing = reason?.required === true && text.trim() === '';

  function ignoreRepeat(event: KeyboardEvent) {
    if (event.repeat && (event.key === 'Enter' || event.key === ' ')) event.preventDefault();
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!missing && !props.pending && !receipt) props.onConfirm(text.trim());
  }

  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={title}
      initialFocus={direction === 'safety' ? confirmRef : keepRef}
      finalFocus={finalFocus}
    >
      <form
        id={formId}
        onSubmit={submit}
        onKeyDown={ignoreRepeat}
        ref={listen}
        onClickCapture={(event) => {
          const touched = event.nativeEvent instanceof PointerEvent && event.nativeEvent.pointerType === 'touch';
          if (touched && performance.now() - openedAt.current < DEAF_MS) {
            event.preventDefault();
            event.stopPropagation();
          }
        }}
      >
        <p className="mt-2 text-base font-medium text-ink">{consequence}</p>
        {children ? <div className="mt-3 flex flex-col gap-2 text-sm text-ink-2">{children}</div> : null}
        {reason && !receipt ? (
          <div className="mt-4">
            <Field label="Reason" optional={!reason.required}>
              <Input
                value={text}
                onChange={(event) => setText(event.target.value)}
                placeholder={reason.placeholder}
                maxLength={500}
                autoComplete="off"
                aria-required={reason.required}
              />
            </Field>
            {reason.suggestions ? (
              <div className="mt-2 flex flex-wrap gap-2">
                {reason.suggestions.map((suggestion) => (
                  <Button
                    key={suggestion}
                    size="sm"
                    aria-pressed={text === suggestion}
                    onClick={() => setText(suggestion)}
                  >
                    {suggestion}
                  </Button>
                ))}
              </div>
            ) : null}
          </div>
        ) : null}
        {error ? (
          <p role="alert" className="mt-3 text-sm font-medium text-failing-text">
            {error}
          </p>
        ) : null}
        {receipt ? (
          <div className="mt-4 border-t border-border pt-4">
            {receipt}
            <div className="mt-4 flex items-center justify-between gap-4">
              <p className="text-sm text-ink-2">Safe to close.</p>
              <Button onClick={() => onOpenChange(false)}>Close</Button>
            </div>
          </div>
        ) : (
          <div className="mt-6 flex items-center justify-between gap-4">
            <Button
              ref={keepRef}
              size="lg"
              shortcut="Esc"
              className="max-sm:h-14 max-sm:min-w-24"
              onClick={() => onOpenChange(false)}
            >
              {props.keepLabel}
            </Button>
            <Button
              ref={confirmRef}
              type="submit"
              form={formId}
              size="lg"
              variant={props.hurting ? 'failing' : 'primary'}
              className="max-sm:h-14 max-sm:grow"
              shortcut={direction === 'safety' ? '↵' : undefined}
              disabled={missing}
              busy={props.pending}
            >
              {props.confirmLabel}
            </Button>
          </div>
        )}
        {missing && !receipt ? <p className="mt-2 text-right text-sm text-ink-2">A reason is needed.</p> : null}
      </form>
    </Dialog>
  );
}
