import pino, { type Logger } from 'pino';

/** The process-wide structured logger. Secrets never belong in it; the usual places are redacted anyway. */
export const log: Logger = pino({
  level: process.env.LOG_LEVEL || (process.env.NODE_ENV === 'test' ? 'silent' : 'info'),
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
