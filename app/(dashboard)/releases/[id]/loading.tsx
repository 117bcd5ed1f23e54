import { Skeleton } from '@/components/ui/skeleton';

/** In the shape of the release page, so that nothing jumps when it comes. */
export default function LoadingRelease() {
  return (
    <div role="status" aria-label="Loading the release" className="flex flex-col gap-6">
      <div className="flex flex-col gap-3">
        <Skeleton className="h-7 w-72" />
        <Skeleton className="h-5 w-full max-w-3xl" />
        <Skeleton className="w-full max-w-xl" />
      </div>
      <Skeleton className="h-44 w-full" />
      <div className="grid gap-6 xl:grid-cols-[minmax(0,1fr)_21.5rem]">
        <Skeleton className="h-64 w-full" />
        <Skeleton className="h-40 w-full" />
      </div>
    </div>
  );
}
