/** Point between `low` and `high` where `test` turns from true to false, to the last digit or `steps` halvings. */
export function bisect(low: number, high: number, test: (x: number) => boolean, steps = 200): number {
  let [a, b] = [low, high];
  for (let i = 0; i < steps; i++) {
    const middle = a + (b - a) / 2;
    if (middle === a || middle === b) break;
    if (test(middle)) a = middle;
    else b = middle;
  }
  return a + (b - a) / 2;
}
