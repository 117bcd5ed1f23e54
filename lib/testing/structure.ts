import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';

/** A source file of the project; `path` is relative to the root, with forward slashes. */
export type Source = { path: string; text: string };

/** A broken rule: where, which, and why in words. */
export type Finding = { path: string; rule: string; detail: string };

const FOLDERS = ['app', 'bench', 'components', 'demo', 'e2e', 'lib'];
const LINES = { file: 400, entry: 30 };

const PURE =
  /^lib\/(.+\/)?(schema|machine|decide|judge)[^/]*\.ts$|^lib\/judge\/|^lib\/(.+\/)?(machine|decide|judge)\/[^/]+\.ts$/;
const isTest = (path: string) => /\.test\.tsx?$|^e2e\/|^lib\/testing\//.test(path);
const isPure = (path: string) => PURE.test(path) && !isTest(path);
const isEntry = (path: string) => /^app\/(.*\/)?(page\.tsx|route\.ts)$/.test(path);

/** Modules a pure file may import from outside the project. */
const PURE_PACKAGES = /^(zod|canonicalize)$/;
/** Files of ours that do I/O or wire it. */
const IMPURE =
  /^(lib\/(db|http|launch|controller|testing|queries)\/|lib\/(env|log|composition|clock)\.ts$|lib\/.*(store|driver|main|seed)[^/]*\.ts$|prisma\/|app\/|components\/|demo\/|bench\/)/;
const DATABASE = /^(lib\/db\/|lib\/composition(\/|\.ts)|prisma\/|lib\/controller\/|lib\/.*\/[^/]*store[^/]*\.ts$)/;
const DATABASE_PACKAGES = /^(pg|pg-boss|@prisma\/)/;

function walk(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : walk(root, path);
    return [path];
  });
}

/** Every source file under the folders of the product. */
export function readSources(root: string): Source[] {
  return FOLDERS.filter((folder) => statSync(join(root, folder), { throwIfNoEntry: false })?.isDirectory())
    .flatMap((folder) => walk(root, folder))
    .filter((path) => /\.(tsx?|mjs|css)$/.test(path))
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
}

/** The text without comments, and with string contents kept: imports are strings. */
export function withoutComments(text: string): string {
  return text.replace(
    /("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)|\/\/[^\n]*|\/\*[\s\S]*?\*\//g,
    (_, kept: string | undefined) => kept ?? ' ',
  );
}

/** What a file imports: `typeOnly` imports vanish when compiled and count for no direction at run time. */
export function importsOf(text: string): { from: string; typeOnly: boolean }[] {
  const code = withoutComments(text);
  const found: { from: string; typeOnly: boolean }[] = [];
  for (const match of code.matchAll(/\b(?:import|export)\s+(type\s+)?(?:[\w*{}\s,$]+?\s+from\s*)?['"]([^'"]+)['"]/g)) {
    found.push({ from: match[2] ?? '', typeOnly: match[1] !== undefined });
  }
  for (const match of code.matchAll(/\b(?:import|require)\s*\(\s*['"]([^'"]+)['"]/g)) {
    found.push({ from: match[1] ?? '', typeOnly: false });
  }
  return found;
}

/** The project file an import names, or the package name when it is none of ours. */
export function resolveImport(importer: string, from: string, files: ReadonlySet<string>): string {
  const base = from.startsWith('@/') ? from.slice(2) : from.startsWith('.') ? join(dirname(importer), from) : undefined;
  if (base === undefined) return from;
  const path = relative('.', resolve(base)).split(sep).join('/');
  const candidates = [path, `${path}.ts`, `${path}.tsx`, `${path}/index.ts`, `${path}/index.tsx`];
  return candidates.find((candidate) => files.has(candidate)) ?? `${path}.ts`;
}

function directionOf(path: string, target: string, ours: boolean): string | undefined {
  if (isPure(path)) {
    if (!ours && !PURE_PACKAGES.test(target)) return `a pure file imports ${target}`;
    if (ours && IMPURE.test(target)) return `a pure file imports ${target}`;
  }
  const database = ours ? DATABASE.test(target) : DATABASE_PACKAGES.test(target);
  if (database && path.startsWith('components/')) return `a component imports ${target}; use lib/queries`;
  if (path.startsWith('app/') && database && !target.startsWith('lib/composition')) {
    return `a route or page imports ${target}; go through lib/composition`;
  }
  if (ours && path.startsWith('lib/') && /^(app|components|demo|bench)\//.test(target)) {
    return `lib imports ${target}; the direction is the other way`;
  }
  return undefined;
}

function checkImports(source: Source, files: ReadonlySet<string>): Finding[] {
  if (isTest(source.path) || !/\.tsx?$/.test(source.path)) return [];
  return importsOf(source.text).flatMap(({ from, typeOnly }) => {
    if (typeOnly) return [];
    const target = resolveImport(source.path, from, files);
    const detail = directionOf(source.path, target, from.startsWith('@/') || from.startsWith('.'));
    return detail === undefined ? [] : [{ path: source.path, rule: 'direction', detail }];
  });
}

function checkSize({ path, text }: Source): Finding[] {
  const lines = text.split('\n').length - 1;
  const limit = isEntry(path) ? LINES.entry : LINES.file;
  if (lines <= limit || (isTest(path) && !isEntry(path) && lines <= LINES.file * 2)) return [];
  return [{ path, rule: 'size', detail: `${lines} lines, at most ${limit}` }];
}

/** Written in pieces so that this file does not find itself. */
const UNFINISHED = new RegExp(`\\b(${['TO', 'DO'].join('')}|${['FIX', 'ME'].join('')}|${['X', 'XX'].join('')})\\b`);
const SKIPPED = new RegExp(
  `\\b(describe|it|test|suite)\\.(${['sk', 'ip'].join('')}|${['on', 'ly'].join('')}|todo|fixme|fails)\\b|\\b(x|f)(it|describe)\\(`,
);
const HEX = /#(?:[0-9a-f]{8}|[0-9a-f]{6}|[0-9a-f]{3,4})\b(?!-)/i;
const HIDDEN = /\b(Date\.now\(|new Date\(\)|Math\.random\(|process\.env|performance\.now\(|crypto\.random)/;
/** Files in which colours are written as such: the tokens, and images that cannot read them. */
const COLOURS = /^components\/tokens(\.test)?\.(css|ts)$|^app\/(opengraph|icon|apple-icon|manifest|layout)|\.svg$/;

function checkText({ path, text }: Source): Finding[] {
  const found: Finding[] = [];
  const code = /\.css$/.test(path) ? text : withoutComments(text);
  const add = (rule: string, pattern: RegExp, subject: string) => {
    const match = pattern.exec(subject);
    if (match)
      found.push({ path, rule, detail: `line ${subject.slice(0, match.index).split('\n').length}: ${match[0]}` });
  };
  add('unfinished', UNFINISHED, text);
  if (/\.test\.tsx?$|^e2e\//.test(path)) add('skipped', SKIPPED, code);
  if (/^(app|components)\//.test(path) && !COLOURS.test(path) && !isTest(path)) add('colour', HEX, code);
  if (isPure(path)) add('hidden input', HIDDEN, code);
  return found;
}

/** Every broken rule of house style that a linter cannot see. */
export function checkStructure(sources: readonly Source[]): Finding[] {
  const files = new Set(sources.map((source) => source.path));
  return sources.flatMap((source) => [...checkSize(source), ...checkText(source), ...checkImports(source, files)]);
}
