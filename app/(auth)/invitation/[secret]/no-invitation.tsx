import { Mark } from '@/components/layout/mark';
import { LinkButton } from '@/components/ui/link-button';

/** A link that is unknown, used, taken back or over: which, nobody is told. */
export const NoInvitation = () => (
  <section
    aria-labelledby="none"
    className="flex w-full max-w-sm flex-col gap-4 rounded-panel border border-border bg-surface p-6"
  >
    <h1 id="none" className="flex items-center gap-2 text-lg font-semibold text-ink">
      <Mark /> This link is no good
    </h1>
    <p className="text-sm text-ink-2">It was used, was taken back or is over. Ask whoever sent it for a new one.</p>
    <LinkButton href="/sign-in">Sign in</LinkButton>
  </section>
);
