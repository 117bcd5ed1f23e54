import { cn } from '@/components/ui/cn';

type SparklineProps = {
  values: readonly (number | null)[];
  /** What it shows, read aloud: "Releases a day, 4.0 to 6.1 in 12 weeks". */
  label: string;
  width?: number;
  height?: number;
  className?: string;
};

/** A trend in one word's space. Ink, from zero, gaps stay gaps; prints well. */
export function Sparkline({ values, label, width = 96, height = 20, className }: SparklineProps) {
  const largest = Math.max(...values.map((value) => value ?? 0), Number.EPSILON);
  const gap = width / Math.max(1, values.length);
  return (
    <svg
      role="img"
      aria-label={label}
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      className={cn('block', className)}
    >
      {values.map((value, index) => {
        if (value === null) return null;
        const bar = Math.max(1, (value / largest) * height);
        const newest = index === values.length - 1;
        return (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: the position is the identity of a bar
            key={index}
            x={index * gap}
            y={height - bar}
            width={Math.max(1, gap - 2)}
            height={bar}
            fill={newest ? 'var(--text-1)' : 'var(--baseline)'}
          />
        );
      })}
    </svg>
  );
}
