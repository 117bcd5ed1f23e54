import { formatFull } from '@/lib/format/time';
import type { LinkView } from './link-schema';

/** What keeps a shared page out of indexes, caches and other sites' logs. */
export const LINK_HEADERS = {
  'cache-control': 'private, no-store',
  'x-robots-tag': 'noindex, nofollow, noarchive',
  'referrer-policy': 'no-referrer',
} as const;

type Dead = { status: 404 | 410 | 503; title: string; words: string };

/** Why a link shows nothing, in words; null where it works. */
export function deadLink(link: LinkView | null): Dead | null {
  if (!link)
    return {
      status: 404,
      title: 'There is no such link',
      words: 'Part of it may have been lost on the way. Ask whoever sent it for the whole link.',
    };
  if (link.state === 'revoked')
    return { status: 410, title: 'This link was taken back', words: `Ask ${link.by} for a new one.` };
  if (link.state === 'expired')
    return {
      status: 410,
      title: 'This link is over',
      words: `It worked until ${formatFull(Date.parse(link.expiresAt))}. Ask ${link.by} for a new one.`,
    };
  return null;
}

/** Where the database cannot be asked. */
export const UNKNOWN_LINK: Dead = {
  status: 503,
  title: 'This link cannot be looked at now',
  words: 'Rampart does not reach its database. Try again in a moment.',
};

const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** The whole answer for a link that shows nothing: plain, without script, in the colours of the system. */
export function deadLinkAnswer({ status, title, words }: Dead): Response {
  const html = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><title>${escapeHtml(title)} · Rampart</title>
<style>:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}body{display:grid;place-items:center;min-height:90vh;margin:0;padding:24px}main{max-width:32rem}h1{font-size:20px;margin:0 0 8px}p{margin:0}</style>
</head><body><main><h1>${escapeHtml(title)}</h1><p>${escapeHtml(words)}</p></main></body></html>`;
  return new Response(html, { status, headers: { ...LINK_HEADERS, 'content-type': 'text/html; charset=utf-8' } });
}
