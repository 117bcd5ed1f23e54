/** How the lines of supervised processes look: `calm` for a person at a terminal, `raw` for a log collector. */
export type ConsoleStyle = 'calm' | 'raw';

type LogLine = Readonly<Record<string, unknown>>;

/** pino's numbers. */
const LEVELS: Readonly<Record<string, string>> = {
  10: 'trace',
  20: 'debug',
  30: 'info',
  40: 'warn',
  50: 'error',
  60: 'fatal',
};
const USUAL = new Set(['level', 'msg', 'time', 'pid', 'hostname', 'part', 'name', 'err', 'error']);

function parse(line: string): LogLine | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    return JSON.parse(line) as LogLine;
  } catch {
    return undefined;
  }
}

function because(log: LogLine): string {
  const error = log.err ?? log.error;
  if (typeof error === 'string') return error;
  return error !== null && typeof error === 'object' && 'message' in error ? String(error.message) : '';
}

/** The fields that explain a warning, as `key=value`. */
function details(log: LogLine): string {
  return Object.entries(log)
    .filter(([key, value]) => !USUAL.has(key) && value !== null && value !== undefined)
    .map(([key, value]) => `${key}=${typeof value === 'object' ? JSON.stringify(value) : String(value)}`)
    .join(' ');
}

/** One line as shown, or undefined when it is not worth a person's attention. */
export function formatLine(name: string, line: string, style: ConsoleStyle): string | undefined {
  if (style === 'raw') return line;
  if (line.trim() === '') return undefined;
  const log = parse(line);
  const label = name.padEnd(10);
  if (!log || typeof log.msg !== 'string') return `${label} ${line}`;
  const level = LEVELS[String(log.level)] ?? String(log.level ?? 'info');
  if (level === 'debug' || level === 'trace') return undefined;
  if (level === 'info') return `${label} ${log.msg}`;
  const why = [because(log), details(log)].filter((part) => part !== '').join(' ');
  return `${label} ${level}: ${log.msg}${why === '' ? '' : ` (${why})`}`;
}
