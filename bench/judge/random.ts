/** What every benchmark of the judge draws from; `BENCH_SEED` draws other releases. */
export const SEED = Number(process.env.BENCH_SEED ?? 20_261_121);

/** Draws from one seeded stream. The same parts give the same numbers on every machine and in whatever thread. */
export type Random = {
  /** In (0, 1). */
  uniform(): number;
  normal(): number;
  poisson(mean: number): number;
  /** 1, 2, … with this mean. */
  geometric(mean: number): number;
  /** 0 … n − 1. */
  below(n: number): number;
};

/** Above this mean a Poisson count is drawn as a rounded normal. */
const MANY = 60;

/** A stream named by numbers (seed, trace, effect, run): sfc32 (Doty-Humphrey, PractRand), started from their hash. */
export function randomOf(...parts: readonly number[]): Random {
  const uniform = sfc32(parts);
  const normal = (): number => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
  return {
    uniform,
    normal,
    poisson: (mean) => {
      if (mean > MANY) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal()));
      let left = uniform();
      let chance = Math.exp(-mean);
      let count = 0;
      while (left > chance && chance > 0) {
        left -= chance;
        count++;
        chance *= mean / count;
      }
      return count;
    },
    geometric: (mean) => (mean <= 1 ? 1 : 1 + Math.floor(Math.log(uniform()) / Math.log1p(-1 / mean))),
    below: (n) => Math.floor(uniform() * n),
  };
}

function sfc32(parts: readonly number[]): () => number {
  let hash = 0x9e3779b9;
  const mixed = (): number => {
    hash = (hash + 0x9e3779b9) | 0;
    let x = Math.imul(hash ^ (hash >>> 16), 0x21f0aaad);
    x = Math.imul(x ^ (x >>> 15), 0x735a2d97);
    return x ^ (x >>> 15);
  };
  for (const part of parts) {
    hash ^= part | 0;
    hash = mixed();
  }
  let [a, b, c, counter] = [mixed(), mixed(), mixed(), 1];
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum;
  };
  for (let i = 0; i < 12; i++) next();
  return () => ((next() >>> 0) + 0.5) / 4_294_967_296;
}
