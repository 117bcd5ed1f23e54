import { Button } from '@/components/ui/button';
import { CodeBlock } from '@/components/ui/code-block';

/** A secret that is never shown again. */
export function ShownOnce({
  words,
  code,
  label,
  onClose,
}: {
  words: string;
  code: string;
  label: string;
  onClose: () => void;
}) {
  return (
    <div className="mt-4 flex flex-col gap-4">
      <p className="text-base font-medium text-ink">{words}</p>
      <CodeBlock code={code} label={label} />
      <div className="flex justify-end">
        <Button variant="primary" size="lg" onClick={onClose}>
          I have copied it
        </Button>
      </div>
    </div>
  );
}
