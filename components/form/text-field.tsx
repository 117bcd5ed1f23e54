'use client';

import { type ComponentProps, useId } from 'react';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { errorAt, type Issues } from './issues';

type TextFieldProps = Omit<ComponentProps<'input'>, 'value' | 'onChange'> &
  Pick<ComponentProps<typeof Field>, 'label' | 'hint' | 'error' | 'optional'> & {
    value: string;
    onChange: (value: string) => void;
    /** A name, an address or a command for machines: monospaced, and no spelling is checked. */
    code?: boolean;
    /** Offered while typing; anything else may be typed too. */
    suggestions?: readonly string[];
  };

/** A field of one line of text. `className` is the field's. */
export function TextField(props: TextFieldProps) {
  const { label, hint, error, optional = false, className, code, suggestions, onChange, ...input } = props;
  const list = useId();
  return (
    <>
      <Field label={label} hint={hint} error={error} optional={optional} className={className}>
        <Input
          autoComplete="off"
          {...(code ? { className: 'font-mono', spellCheck: false } : {})}
          {...(suggestions ? { list } : {})}
          {...input}
          onChange={(event) => onChange(event.target.value)}
        />
      </Field>
      {suggestions ? (
        <datalist id={list}>
          {suggestions.map((suggestion) => (
            <option key={suggestion} value={suggestion} />
          ))}
        </datalist>
      ) : null}
    </>
  );
}

/** The fields of a draft that hold free text. */
type TextKey<Draft> = { [Key in keyof Draft]: string extends Draft[Key] ? Key : never }[keyof Draft] & string;

/**
 * Ties text fields to the texts of a draft: `text('owner')` gives a `TextField` its value, its change and what is
 * wrong with it. `path` is where the schema knows it, if by another name.
 */
export const textsOf =
  <Draft,>(draft: Draft, change: (part: Partial<Draft>) => void, issues: Issues) =>
  (key: TextKey<Draft>, path: string = key) => ({
    value: draft[key] as string,
    onChange: (value: string) => change({ [key]: value } as Partial<Draft>),
    ...errorAt(issues, path),
  });
