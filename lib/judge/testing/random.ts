/** A seeded stream of uniforms in (0, 1) for tests and simulations: mulberry32. */
export function uniforms(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let x = Math.imul(state ^ (state >>> 15), state | 1);
    x ^= x + Math.imul(x ^ (x >>> 7), x | 61);
    return (((x ^ (x >>> 14)) >>> 0) + 0.5) / 4294967296;
  };
}

/** Standard normal draws by Box and Muller. */
export function normals(uniform: () => number): () => number {
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}

/** Poisson draws: by products for small means, by a rounded normal with continuity above 500. */
export function poissons(uniform: () => number): (mean: number) => number {
  const normal = normals(uniform);
  return (mean) => {
    if (mean > 500) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal()));
    let count = 0;
    for (let left = mean; left > 0; left -= 30) count += small(uniform, Math.min(left, 30));
    return count;
  };
}

function small(uniform: () => number, mean: number): number {
  const floor = Math.exp(-mean);
  let product = uniform();
  let count = 0;
  while (product > floor) {
    product *= uniform();
    count++;
  }
  return count;
}
