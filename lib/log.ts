import pino, { type Logger } from 'pino';

/** `LOG_LEVEL` where it is a level; a wrong one is named by the check of the environment, not by a crash here. */
function levelOf(wanted: string | undefined): string {
  if (wanted && (wanted === 'silent' || wanted in pino.levels.values)) return wanted;
  return process.env.NODE_ENV === 'test' ? 'silent' : 'info';
}

/** The process-wide structured logger. Secrets never belong in it; the usual places are redacted anyway. */
export const log: Logger = pino({
  level: levelOf(process.env.LOG_LEVEL),
  base: null,
  timestamp: pino.stdTimeFunctions.isoTime,
  formatters: { level: (label) => ({ level: label }) },
  redact: {
    paths: ['secret', 'password', 'token', 'authorization', '*.secret', '*.password', '*.token', '*.authorization'],
    censor: '[redacted]',
  },
});

/** A logger whose lines carry `{ part: name }`. */
export function logger(part: string): Logger {
  return log.child({ part });
}
