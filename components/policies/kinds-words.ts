/** Which kinds of release are let through, in words. Apart from the words of policies: every page's banner says it. Pure. */

const KINDS: Record<string, string> = { security_fix: 'security fixes', revert: 'reverts', change: 'other changes' };

/** "security fixes and reverts"; null where nothing is let through. */
export const kindsWords = (allows: readonly string[]): string | null =>
  allows.length === 0 ? null : allows.map((kind) => KINDS[kind] ?? kind).join(' and ');
