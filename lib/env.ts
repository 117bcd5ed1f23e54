import { z } from 'zod';
import { type GroupMap, groupMapSchema } from '@/lib/access/decide-groups';

const isUrl = (value: string, protocols: readonly string[]): boolean => {
  const url = URL.parse(value);
  return url !== null && protocols.includes(url.protocol);
};

const httpUrl = z
  .string()
  .refine((value) => isUrl(value, ['http:', 'https:']), 'must be an http(s) URL, like https://rampart.example.com');

/** "a@b.example" or "Name <a@b.example>". */
const isSender = (value: string): boolean => {
  const address = /^[^<>\r\n]*<([^<>\r\n]+)>$/.exec(value)?.[1] ?? value;
  return z.email().safeParse(address.trim()).success;
};

const days = (fallback: number) =>
  z.coerce
    .number({ error: 'must be a whole number of days from 1 to 3650' })
    .int('must be a whole number of days from 1 to 3650')
    .min(1, 'must be a whole number of days from 1 to 3650')
    .max(3650, 'must be a whole number of days from 1 to 3650')
    .default(fallback);

const list = z
  .string()
  .transform((value) =>
    value
      .split(',')
      .map((item) => item.trim())
      .filter((item) => item !== ''),
  )
  .refine(
    (items) => items.every((item) => /^[A-Za-z0-9*._:[\]-]+(\/\d{1,3})?$/.test(item)),
    'must be a comma-separated list of hosts, IP addresses and CIDRs, like hooks.example.com,10.0.0.0/8',
  );

const groupsMessage =
  'must be JSON from groups to roles, like {"platform":"admin","acme/payments":["payments:approver"]}';

const groupMap = z.string().transform((value, context): GroupMap => {
  try {
    return groupMapSchema.parse(JSON.parse(value));
  } catch {
    context.addIssue({ code: 'custom', message: groupsMessage });
    return z.NEVER;
  }
});

const portMessage = 'must be a whole number from 1 to 65535';

const schema = z
  .object({
    NODE_ENV: z.enum(['development', 'production', 'test'], 'must be development, production or test').optional(),
    DATABASE_URL: z
      .string()
      .refine(
        (value) => isUrl(value, ['postgres:', 'postgresql:']),
        'must be a PostgreSQL URL, like postgresql://user:password@host:5432/rampart',
      )
      .optional(),
    MIGRATE_DATABASE_URL: z
      .string()
      .refine(
        (value) => isUrl(value, ['postgres:', 'postgresql:']),
        'must be a PostgreSQL URL of the same database as DATABASE_URL, by the role that shall own the record',
      )
      .optional(),
    PORT: z.coerce
      .number({ error: portMessage })
      .int(portMessage)
      .min(1, portMessage)
      .max(65535, portMessage)
      .default(3000),
    RAMPART_DATA_DIR: z.string().default('.rampart'),
    RAMPART_URL: httpUrl.transform((value) => value.replace(/\/+$/, '')).optional(),
    NEXTAUTH_SECRET: z.string().min(16, 'must be at least 16 characters of secret text').optional(),
    RAMPART_SECRET_KEY: z
      .string()
      .refine(
        (value) => /^[A-Za-z0-9+/]{43}=$/.test(value) && Buffer.from(value, 'base64').length === 32,
        'must be 32 bytes in base64 (44 characters; make one with: openssl rand -base64 32)',
      )
      .optional(),
    RAMPART_BOOTSTRAP_TOKEN: z
      .string()
      .min(8, 'must be at least 8 characters')
      .regex(/^[\x21-\x7e]+$/, 'must be printable ASCII without spaces, as it travels in a header')
      .optional(),
    RAMPART_ADMIN_EMAIL: z.email('must be an e-mail address').optional(),
    RAMPART_ADMIN_PASSWORD: z.string().min(8, 'must be at least 8 characters').optional(),
    RAMPART_EGRESS_ALLOW: list.optional(),
    RAMPART_RETENTION_DAYS: days(90),
    RAMPART_SMTP_URL: z
      .string()
      .refine(
        (value) => isUrl(value, ['smtp:', 'smtps:']) && URL.parse(value)?.hostname !== '',
        'must be the URL of a mail server, like smtps://user:password@mail.example.com:465',
      )
      .optional(),
    RAMPART_MAIL_FROM: z
      .string()
      .refine(isSender, 'must be an e-mail address, also with a name: Rampart <rampart@example.com>')
      .optional(),
    RAMPART_SLACK_WEBHOOK_URL: z
      .string()
      .refine(
        (value) => isUrl(value, ['http:', 'https:']),
        'must be the http(s) URL of an incoming webhook, like https://hooks.slack.com/services/…',
      )
      .optional(),
    GITHUB_CLIENT_ID: z.string().optional(),
    GITHUB_CLIENT_SECRET: z.string().optional(),
    OIDC_ISSUER: httpUrl.optional(),
    OIDC_CLIENT_ID: z.string().optional(),
    OIDC_CLIENT_SECRET: z.string().optional(),
    OIDC_NAME: z.string().max(40, 'must be at most 40 characters').default('Single sign-on'),
    OIDC_SCOPES: z.string().default('openid email profile'),
    OIDC_GROUPS_CLAIM: z.string().default('groups'),
    RAMPART_GROUPS: groupMap.optional(),
    LOG_LEVEL: z
      .enum(
        ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'],
        'must be one of fatal, error, warn, info, debug, trace, silent',
      )
      .default('info'),
  })
  .superRefine((value, context) => {
    if (value.MIGRATE_DATABASE_URL !== undefined && value.DATABASE_URL === undefined) {
      const message = 'must be set together with DATABASE_URL, which the product itself uses';
      context.addIssue({ code: 'custom', path: ['MIGRATE_DATABASE_URL'], message });
    }
    const together = (names: ReadonlyArray<keyof typeof value>) => {
      const missing = names.filter((name) => value[name] === undefined);
      if (missing.length === 0 || missing.length === names.length) return;
      for (const name of missing) {
        const others = names.filter((other) => other !== name).join(' and ');
        context.addIssue({ code: 'custom', path: [name], message: `must be set together with ${others}` });
      }
    };
    together(['RAMPART_SMTP_URL', 'RAMPART_MAIL_FROM']);
    together(['GITHUB_CLIENT_ID', 'GITHUB_CLIENT_SECRET']);
    together(['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET']);
  });

export type Env = z.infer<typeof schema>;

/** A wrong environment; `problems` holds one line per variable, naming it and what it must be. */
export class EnvError extends Error {
  override readonly name = 'EnvError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`The environment is not right:\n${problems.map((line) => `  ${line}`).join('\n')}`);
    this.problems = problems;
  }
}

/** Validated environment. An empty variable counts as unset. Throws `EnvError`; never repeats a value, which may be secret. */
export function readEnv(source: Readonly<Record<string, string | undefined>>): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new EnvError(parsed.error.issues.map((issue) => `${String(issue.path[0])} ${issue.message}`));
}

let cached: Env | undefined;

/** This process's environment, read once. */
export function env(): Env {
  cached ??= readEnv(process.env);
  return cached;
}
