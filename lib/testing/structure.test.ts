import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkStructure, importsOf, readSources, resolveImport, type Source } from './structure';

const rules = (...sources: Source[]) => checkStructure(sources).map(({ path, rule }) => `${rule}: ${path}`);
const lines = (count: number) => 'x\n'.repeat(count);

describe('the project', () => {
  test('keeps its own rules', () => {
    const sources = readSources(join(import.meta.dirname, '../..'));
    expect(sources.length).toBeGreaterThan(50);
    expect(checkStructure(sources).map(({ path, rule, detail }) => `${path}: ${rule}: ${detail}`)).toEqual([]);
  });
});

describe('every rule finds its negative example', () => {
  test.each([
    ['a file of 401 lines', { path: 'lib/a/b.ts', text: lines(401) }, 'size'],
    ['a page of 31 lines', { path: 'app/x/page.tsx', text: lines(31) }, 'size'],
    ['a route of 31 lines', { path: 'app/api/x/route.ts', text: lines(31) }, 'size'],
    ['unfinished work', { path: 'lib/a.ts', text: `// ${'TO'}${'DO'}: later\n` }, 'unfinished'],
    ['a test left out', { path: 'lib/a.test.ts', text: `test.${'sk'}ip('x', () => {})\n` }, 'skipped'],
    ['a test alone', { path: 'e2e/a.spec.ts', text: `test.${'on'}ly('x', () => {})\n` }, 'skipped'],
    ['a colour outside the tokens', { path: 'components/a.tsx', text: "const c = '#ff0000'\n" }, 'colour'],
    [
      'a clock in pure code',
      { path: 'lib/releases/machine/decide.ts', text: 'const t = Date.now()\n' },
      'hidden input',
    ],
    ['a random number in pure code', { path: 'lib/judge/x.ts', text: 'Math.random()\n' }, 'hidden input'],
    ['the environment in pure code', { path: 'lib/a/schema.ts', text: 'process.env.X\n' }, 'hidden input'],
    ['pg in pure code', { path: 'lib/a/decide.ts', text: "import pg from 'pg';\n" }, 'direction'],
    ['Node in a schema', { path: 'lib/a/schema.ts', text: "import { x } from 'node:fs';\n" }, 'direction'],
    ['the database by alias', { path: 'lib/a/machine.ts', text: "import { sql } from '@/lib/db/sql';\n" }, 'direction'],
    ['the database by path', { path: 'lib/a/machine.ts', text: "import { sql } from '../db/sql';\n" }, 'direction'],
    ['a store imported on demand', { path: 'lib/a/judge.ts', text: "await import('./store')\n" }, 'direction'],
    [
      'a database door re-exported',
      { path: 'lib/a/schema.ts', text: "export * from '@/lib/db/client';\n" },
      'direction',
    ],
    ['several lines', { path: 'lib/a/schema.ts', text: "import {\n  a,\n  b,\n} from '@/lib/db/sql';\n" }, 'direction'],
    [
      'a component that queries',
      { path: 'components/a.tsx', text: "import { sql } from '@/lib/db/sql';\n" },
      'direction',
    ],
    [
      'a component with a store',
      { path: 'components/a.tsx', text: "import { x } from '@/lib/a/store';\n" },
      'direction',
    ],
    [
      'a component that wires',
      { path: 'components/a.tsx', text: "import { x } from '@/lib/composition';\n" },
      'direction',
    ],
    [
      'a route that queries',
      { path: 'app/api/x/route.ts', text: "import { x } from '@/lib/db/client';\n" },
      'direction',
    ],
    [
      'lib that imports a component',
      { path: 'lib/a/b.ts', text: "import { x } from '@/components/a';\n" },
      'direction',
    ],
  ])('%s', (_, source, rule) => {
    expect(rules(source)).toEqual([`${rule}: ${source.path}`]);
  });

  test('and lets their neighbours pass', () => {
    expect(
      rules(
        { path: 'lib/a/b.ts', text: lines(400) },
        { path: 'lib/a/machine.ts', text: "import { z } from 'zod';\nimport type { Sql } from '@/lib/db/sql';\n" },
        { path: 'lib/a/schema.ts', text: "// import pg from 'pg'\nconst s = '/* no comment */';\n" },
        { path: 'components/a.tsx', text: "import { x } from '@/lib/a/schema';\nconst href = '#main';\n" },
        { path: 'app/api/x/route.ts', text: "import { route } from '@/lib/http/route';\n" },
        { path: 'lib/a/store.ts', text: "import { sql } from '@/lib/db/sql';\nconst t = Date.now();\n" },
      ),
    ).toEqual([]);
  });
});

test('imports are read as written and resolved to files', () => {
  expect(
    importsOf("import a, { b } from './a';\nimport 'x';\nexport { c } from '@/c';\nimport type { T } from 't';"),
  ).toEqual([
    { from: './a', typeOnly: false },
    { from: 'x', typeOnly: false },
    { from: '@/c', typeOnly: false },
    { from: 't', typeOnly: true },
  ]);
  const files = new Set(['lib/db/sql.ts', 'components/ui/index.tsx']);
  expect(resolveImport('lib/a/b.ts', '../db/sql', files)).toBe('lib/db/sql.ts');
  expect(resolveImport('app/page.tsx', '@/components/ui', files)).toBe('components/ui/index.tsx');
  expect(resolveImport('app/page.tsx', 'react', files)).toBe('react');
});
