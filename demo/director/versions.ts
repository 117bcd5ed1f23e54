const parts = (version: string): [number, number, number] => {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map((part) => Number.parseInt(part, 10) || 0);
  return [major, minor, patch];
};

/** After a completed release the next minor; after one that was taken back, a patch of it. */
export function nextVersion(last: string, completed: boolean): string {
  const [major, minor, patch] = parts(last);
  return completed ? `${major}.${minor + 1}.0` : `${major}.${minor}.${patch + 1}`;
}

/** Below zero when `a` is older than `b`. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [parts(a), parts(b)];
  return left.map((part, i) => part - (right[i] ?? 0)).find((difference) => difference !== 0) ?? 0;
}
