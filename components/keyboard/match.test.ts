import { describe, expect, it } from 'vitest';
import { type FocusPlace, type KeyPress, keyLabel, type LetterMode, shortcutOf } from './match';

const press = (key: string, change: Partial<KeyPress> = {}): KeyPress => ({
  key,
  repeat: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  isComposing: false,
  ...change,
});

describe('shortcutOf', () => {
  it.each<[string, KeyPress, FocusPlace, LetterMode, string | null, string | null]>([
    ['a letter on the page', press('R'), 'page', 'on', null, 'r'],
    ['a letter in a field', press('r'), 'field', 'on', null, null],
    ['a letter in a dialog', press('r'), 'layer', 'on', null, null],
    ['a held-down letter', press('r', { repeat: true }), 'page', 'on', null, null],
    ['a letter with Alt', press('r', { altKey: true }), 'page', 'on', null, null],
    ['a letter with Alt when Alt is asked for', press('r', { altKey: true }), 'page', 'alt', null, 'r'],
    ['a letter without Alt when Alt is asked for', press('r'), 'page', 'alt', null, null],
    ['a letter when letters are off', press('r'), 'page', 'off', null, null],
    ['Enter when letters are off', press('Enter'), 'page', 'off', null, 'Enter'],
    ['⌘K in a field', press('k', { metaKey: true }), 'field', 'on', null, 'mod+k'],
    ['Ctrl R is the browser’s, not ours', press('r', { ctrlKey: true }), 'page', 'on', null, 'mod+r'],
    ['the second letter after g', press('o'), 'page', 'on', 'g', 'g o'],
    ['text being composed', press('r', { isComposing: true }), 'page', 'on', null, null],
  ])('%s', (_name, key, place, letters, prefix, expected) =>
    expect(shortcutOf(key, place, letters, prefix)).toBe(expected),
  );
});

describe('keyLabel', () => {
  it('prints key caps', () => {
    expect(keyLabel('mod+k', true)).toBe('⌘K');
    expect(keyLabel('mod+k', false)).toBe('Ctrl K');
    expect(keyLabel('g o', true)).toBe('G O');
    expect(keyLabel('Enter', true)).toBe('↵');
  });
});
