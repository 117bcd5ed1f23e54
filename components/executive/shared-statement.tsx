import { formatFull } from '@/lib/format/time';
import type { LinkView } from '@/lib/insights/link-schema';
import type { Executive } from '@/lib/insights/schema';
import { PrintButton } from './print-button';
import { Refreshed } from './refreshed';
import { Statement } from './statement';

/** The statement for somebody who has only a link: no shell, nothing to press but print. */
export function SharedStatement({ data, link }: { data: Executive; link: Pick<LinkView, 'by' | 'expiresAt'> }) {
  return (
    <>
      <Refreshed />
      <div className="mx-auto max-w-5xl">
        <Statement
          data={data}
          actions={<PrintButton />}
          note={`shared by ${link.by} until ${formatFull(Date.parse(link.expiresAt))}`}
        />
      </div>
    </>
  );
}
