import { describe, expect, test } from 'vitest';
import { EnvError, readEnv } from './env';

const problems = (source: Record<string, string>): readonly string[] => {
  try {
    readEnv(source);
    return [];
  } catch (error) {
    if (error instanceof EnvError) return error.problems;
    throw error;
  }
};

describe('readEnv', () => {
  test('has defaults for a machine where nothing is set, and takes empty as unset', () => {
    expect(readEnv({ PORT: '', DATABASE_URL: '' })).toMatchObject({
      PORT: 3000,
      RAMPART_DATA_DIR: '.rampart',
      RAMPART_RETENTION_DAYS: 90,
      LOG_LEVEL: 'info',
    });
    expect(readEnv({}).DATABASE_URL).toBeUndefined();
  });

  test.each([
    [{ PORT: 'http' }, 'PORT must be a whole number from 1 to 65535'],
    [{ PORT: '0' }, 'PORT must be a whole number from 1 to 65535'],
    [{ PORT: '70000' }, 'PORT must be a whole number from 1 to 65535'],
    [{ PORT: '3000.5' }, 'PORT must be a whole number from 1 to 65535'],
    [{ DATABASE_URL: 'mysql://x/y' }, 'DATABASE_URL must be a PostgreSQL URL'],
    [{ DATABASE_URL: 'localhost' }, 'DATABASE_URL must be a PostgreSQL URL'],
    [{ MIGRATE_DATABASE_URL: 'postgres://x/y' }, 'MIGRATE_DATABASE_URL must be set together with DATABASE_URL'],
    [{ RAMPART_URL: 'ftp://x' }, 'RAMPART_URL must be an http(s) URL'],
    [{ NEXTAUTH_SECRET: 'short' }, 'NEXTAUTH_SECRET must be at least 16 characters'],
    [{ RAMPART_SECRET_KEY: 'abc' }, 'RAMPART_SECRET_KEY must be 32 bytes in base64'],
    [{ RAMPART_SECRET_KEY: Buffer.alloc(31).toString('base64') }, 'RAMPART_SECRET_KEY must be 32 bytes in base64'],
    [{ RAMPART_BOOTSTRAP_TOKEN: 'short' }, 'RAMPART_BOOTSTRAP_TOKEN must be at least 8 characters'],
    [{ RAMPART_BOOTSTRAP_TOKEN: 'with a space inside' }, 'RAMPART_BOOTSTRAP_TOKEN must be printable ASCII'],
    [{ RAMPART_ADMIN_EMAIL: 'nobody' }, 'RAMPART_ADMIN_EMAIL must be an e-mail address'],
    [{ RAMPART_EGRESS_ALLOW: 'https://x/y' }, 'RAMPART_EGRESS_ALLOW must be a comma-separated list'],
    [{ RAMPART_RETENTION_DAYS: 'long' }, 'RAMPART_RETENTION_DAYS must be a whole number of days'],
    [{ RAMPART_SMTP_URL: 'mail.example.com' }, 'RAMPART_SMTP_URL must be the URL of a mail server'],
    [{ RAMPART_SMTP_URL: 'http://x', RAMPART_MAIL_FROM: 'a@b.example' }, 'RAMPART_SMTP_URL must be the URL of a mail'],
    [{ RAMPART_SMTP_URL: 'smtp://x' }, 'RAMPART_MAIL_FROM must be set together with RAMPART_SMTP_URL'],
    [{ RAMPART_SMTP_URL: 'smtp://x', RAMPART_MAIL_FROM: 'rampart' }, 'RAMPART_MAIL_FROM must be an e-mail address'],
    [{ RAMPART_SLACK_WEBHOOK_URL: 'hooks.slack.com/x' }, 'RAMPART_SLACK_WEBHOOK_URL must be the http(s) URL'],
    [{ GITHUB_CLIENT_ID: 'x' }, 'GITHUB_CLIENT_SECRET must be set together with GITHUB_CLIENT_ID'],
    [{ OIDC_ISSUER: 'https://id.example.com' }, 'OIDC_CLIENT_ID must be set together with OIDC_ISSUER'],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL must be one of fatal, error, warn, info, debug, trace, silent'],
  ])('names what is wrong in %o', (source, expected) => {
    expect(problems(source).join('\n')).toContain(expected);
  });

  test('tells every problem at once and never repeats a value', () => {
    const found = problems({ PORT: 'hunter2', RAMPART_SECRET_KEY: 'hunter2', NEXTAUTH_SECRET: 'hunter2' });
    expect(found).toHaveLength(3);
    expect(found.join()).not.toContain('hunter2');
  });

  test('reads lists and trims the trailing slash of the base address', () => {
    const read = readEnv({
      RAMPART_EGRESS_ALLOW: 'a.example.com, 10.0.0.0/8,[::1]',
      RAMPART_URL: 'https://r.example/',
    });
    expect(read.RAMPART_EGRESS_ALLOW).toEqual(['a.example.com', '10.0.0.0/8', '[::1]']);
    expect(read.RAMPART_URL).toBe('https://r.example');
  });
});
