import NextAuth from 'next-auth';
import { authOptions } from '@/lib/access/auth-options';
import { throttledSeconds } from '@/lib/access/sign-in';
import { composition } from '@/lib/composition';
import { otherMethods } from '@/lib/http/other-methods';
import { problem } from '@/lib/http/problem';
import { toAppError } from '@/lib/http/to-app-error';
import { tooMany } from '@/lib/shared/rate-limit';

type Context = { params: Promise<{ nextauth: string[] }> };

async function serve(request: Request, context: Context): Promise<Response> {
  try {
    const answer: Response = await NextAuth(authOptions(composition(), request.headers))(request, context);
    if (answer.status !== 401) return answer;
    const { url }: { url?: unknown } = await answer.clone().json();
    const seconds = typeof url === 'string' ? throttledSeconds(url) : null;
    return seconds === null ? answer : problem(tooMany('wrong passwords', seconds * 1000));
  } catch (thrown) {
    return problem(toAppError(thrown));
  }
}

export { serve as GET, serve as POST };

export const { DELETE, OPTIONS, PATCH, PUT } = otherMethods('GET', 'POST');
