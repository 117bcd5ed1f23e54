import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isDesignShown } from './shown';

const root = resolve(import.meta.dirname, '../..');
const FOLDERS = ['ui', 'status', 'charts', 'data-table', 'command-menu', 'layout'];

const sources = (folder: string): string[] =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.tsx'))
    .map((name) => readFileSync(join(root, folder, name), 'utf8'));

/** Components that a file exports: a capital, then a small letter somewhere; contexts hold no pictures. */
const exported = (text: string): string[] =>
  [...text.matchAll(/^export (?:function|const) ([A-Z]\w*[a-z]\w*)/gm)]
    .map(([, name = '']) => name)
    .filter((name) => !name.endsWith('Context'));

const drawn = (text: string): string[] => [...text.matchAll(/<([A-Z]\w*)/g)].map(([, name = '']) => name);

/** Everything that is drawn by these texts, or by a component that they draw. */
function shown(start: readonly string[], files: readonly string[]): Set<string> {
  const known = new Set(start.flatMap(drawn));
  for (let before = -1; before < known.size; ) {
    before = known.size;
    for (const file of files) {
      if (exported(file).some((name) => known.has(name))) for (const name of drawn(file)) known.add(name);
    }
  }
  return known;
}

describe('the design page', () => {
  it('shows every component of the design system', () => {
    const files = FOLDERS.flatMap((folder) => sources(join('components', folder)));
    const names = files.flatMap(exported);
    const seen = shown(sources('app/design'), files);
    expect(names.length).toBeGreaterThan(70);
    expect(names.filter((name) => !seen.has(name))).toEqual([]);
  });

  it('is there in development, and in production only where a test asks for it', () => {
    expect(isDesignShown({ NODE_ENV: 'development' })).toBe(true);
    expect(isDesignShown({ NODE_ENV: 'production' })).toBe(false);
    expect(isDesignShown({ NODE_ENV: 'production', RAMPART_DESIGN_PAGE: '1' })).toBe(true);
  });
});
