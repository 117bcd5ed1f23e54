import { type Env, EnvError } from '@/lib/env';
import type { Egress } from '@/lib/providers/egress';
import { createMailer, type Mailer } from './email';
import { createSlack, type Slack } from './slack';

/** Where messages go; null where the environment names nothing. */
export type Channels = { mailer: Mailer | null; slack: Slack | null };

type Settings = Pick<Env, 'RAMPART_SMTP_URL' | 'RAMPART_MAIL_FROM' | 'RAMPART_SLACK_WEBHOOK_URL'>;

/** The channels that the environment configures. Throws EnvError where one may not be reached from here. */
export function channelsOf(env: Settings, egress: Pick<Egress, 'request' | 'refusal'>): Channels {
  const { RAMPART_SMTP_URL: url, RAMPART_MAIL_FROM: from, RAMPART_SLACK_WEBHOOK_URL: hook } = env;
  const refused = hook ? egress.refusal(hook) : null;
  if (refused) throw new EnvError([`RAMPART_SLACK_WEBHOOK_URL ${refused}`]);
  return {
    mailer: url && from ? createMailer({ url, from }) : null,
    slack: hook ? createSlack(hook, egress) : null,
  };
}
