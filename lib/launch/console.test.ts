import { expect, test } from 'vitest';
import { formatLine } from './console';

test('structured lines become calm ones; debug is left out; others keep their words', () => {
  expect(formatLine('web', '{"level":"info","msg":"hello"}', 'calm')).toBe('web        hello');
  expect(formatLine('web', '{"level":"warn","msg":"slow","err":{"message":"why"}}', 'calm')).toBe(
    'web        warn: slow (why)',
  );
  expect(formatLine('web', '{"level":40,"msg":"refused","status":409}', 'calm')).toBe(
    'web        warn: refused (status=409)',
  );
  expect(formatLine('web', '{"level":"debug","msg":"x"}', 'calm')).toBeUndefined();
  expect(formatLine('controller', 'plain', 'calm')).toBe('controller plain');
  expect(formatLine('web', '{broken', 'calm')).toBe('web        {broken');
  expect(formatLine('web', '', 'calm')).toBeUndefined();
});

test('a log collector gets every line as it is', () => {
  expect(formatLine('web', '{"level":"debug","msg":"x"}', 'raw')).toBe('{"level":"debug","msg":"x"}');
});
