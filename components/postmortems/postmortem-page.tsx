'use client';

import { usePostmortem } from '@/lib/queries/postmortems';
import { PostmortemEditor } from './postmortem-editor';

/** The postmortem of one release; the editor keeps its own draft, facts go on being completed beside it. */
export function PostmortemPage({ id }: { id: string }) {
  const { data } = usePostmortem(id);
  return data ? <PostmortemEditor postmortem={data} /> : null;
}
