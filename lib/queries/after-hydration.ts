/**
 * Runs something once the browser has nothing more urgent, which is after the markup was hydrated: what changes data
 * earlier makes React throw the server's markup away. Answers how to call it off.
 */
export function afterHydration(run: () => void): () => void {
  if (typeof requestIdleCallback === 'undefined') {
    const timer = setTimeout(run, 500);
    return () => clearTimeout(timer);
  }
  const handle = requestIdleCallback(run, { timeout: 2000 });
  return () => cancelIdleCallback(handle);
}
