/** How the lines of supervised processes look: `calm` for a person at a terminal, `raw` for a log collector. */
export type ConsoleStyle = 'calm' | 'raw';

type LogLine = { level?: unknown; msg?: unknown; part?: unknown; err?: { message?: unknown } };

function parse(line: string): LogLine | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    return JSON.parse(line) as LogLine;
  } catch {
    return undefined;
  }
}

/** One line as shown, or undefined when it is not worth a person's attention. */
export function formatLine(name: string, line: string, style: ConsoleStyle): string | undefined {
  if (style === 'raw') return line;
  if (line.trim() === '') return undefined;
  const log = parse(line);
  const label = name.padEnd(10);
  if (!log || typeof log.msg !== 'string') return `${label} ${line}`;
  if (log.level === 'debug' || log.level === 'trace') return undefined;
  const level = log.level === 'info' || log.level === undefined ? '' : `${String(log.level)}: `;
  const because = typeof log.err?.message === 'string' ? ` (${log.err.message})` : '';
  return `${label} ${level}${log.msg}${because}`;
}
