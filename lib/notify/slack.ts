import type { Egress } from '@/lib/providers/egress';
import { failureWords } from '@/lib/providers/failure';
import type { Sent } from './email';

export type Slack = { send(text: string): Promise<Sent> };

/** Characters that Slack's markup gives a meaning; nothing else needs to be escaped. */
export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Posts to an incoming webhook, through the same door as commands to providers. Its URL is a secret and is never said. */
export function createSlack(url: string, egress: Pick<Egress, 'request'>): Slack {
  return {
    async send(text) {
      const body = JSON.stringify({ text, unfurl_links: false });
      const headers = { 'content-type': 'application/json' };
      const answer = await egress.request(url, { method: 'POST', headers, body }).catch((error: unknown) => {
        throw new Error(`Slack was not reached: ${failureWords(error)}`);
      });
      const { status } = answer;
      if (status >= 200 && status < 300) return 'sent';
      const words = `Slack answered ${status}: ${answer.body.slice(0, 200)}`;
      if (status >= 400 && status < 500 && status !== 408 && status !== 429) return { refused: words };
      throw new Error(words);
    },
  };
}
