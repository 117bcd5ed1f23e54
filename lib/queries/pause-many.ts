import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Release } from '@/lib/releases/schema';
import { newer } from './apply-events';
import { postJson } from './http';
import { keys } from './keys';

/** So many at once: a browser opens no more to one server, and none waits long behind another. */
const AT_ONCE = 5;

type PauseMany = {
  ids: readonly string[];
  reason: string;
  /** Why it was refused, in the server's words; null once it is paused. */
  onAnswer: (id: string, refusal: string | null) => void;
};

/** Pauses each release for itself, so that one refusal stops no other. Ends when all have answered. */
export function usePauseMany() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ ids, reason, onAnswer }: PauseMany) => {
      const waiting = [...ids];
      const body = reason === '' ? {} : { reason };
      async function lane(): Promise<void> {
        for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
          const path = `/api/v1/releases/${id}/pause`;
          const refusal = await postJson<Release>(path, body).then(
            (release) => {
              client.setQueryData<Release>(keys.release(release.id), (known) => known && newer(known, release));
              return null;
            },
            (cause: unknown) => (cause instanceof Error ? cause.message : 'Rampart did not say why.'),
          );
          onAnswer(id, refusal);
        }
      }
      await Promise.all(Array.from({ length: AT_ONCE }, lane));
    },
  });
}
