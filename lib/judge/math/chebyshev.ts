/** `count` Chebyshev nodes of the first kind on [from, to]. */
export function chebyshevNodes(count: number, from: number, to: number): Float64Array {
  return Float64Array.from(
    { length: count },
    (_, i) => (from + to) / 2 + ((to - from) / 2) * Math.cos(((2 * i + 1) * Math.PI) / (2 * count)),
  );
}

/**
 * Row-major matrix (points × nodes) that reads the interpolating polynomial at `points` from its values at the
 * Chebyshev nodes of [from, to] (barycentric formula: Berrut & Trefethen, SIAM Review 2004).
 */
export function interpolationMatrix(count: number, from: number, to: number, points: ArrayLike<number>): Float64Array {
  const nodes = chebyshevNodes(count, from, to);
  const weights = nodes.map((_, i) => (i % 2 === 0 ? 1 : -1) * Math.sin(((2 * i + 1) * Math.PI) / (2 * count)));
  const matrix = new Float64Array(points.length * count);
  for (let row = 0; row < points.length; row++) {
    const terms = weights.map((weight, i) => weight / ((points[row] as number) - (nodes[i] as number)));
    const exact = terms.findIndex((term) => !Number.isFinite(term));
    const sum = terms.reduce((total, term) => total + term, 0);
    for (let i = 0; i < count; i++) {
      matrix[row * count + i] = exact >= 0 ? Number(i === exact) : (terms[i] as number) / sum;
    }
  }
  return matrix;
}

/** Square matrix that turns values at `count` Chebyshev nodes into coefficients of Σ c_k T_k (c₀ already halved). */
export function coefficientMatrix(count: number): Float64Array {
  const matrix = new Float64Array(count * count);
  for (let k = 0; k < count; k++) {
    for (let i = 0; i < count; i++) {
      const angle = (k * (2 * i + 1) * Math.PI) / (2 * count);
      matrix[k * count + i] = ((k === 0 ? 1 : 2) / count) * Math.cos(angle);
    }
  }
  return matrix;
}

/** out = matrix · vector, with `out.length` rows. */
export function multiply(matrix: Float64Array, vector: ArrayLike<number>, out: Float64Array): void {
  const columns = vector.length;
  for (let row = 0, at = 0; row < out.length; row++) {
    let sum = 0;
    for (let column = 0; column < columns; column++) sum += (matrix[at++] as number) * (vector[column] as number);
    out[row] = sum;
  }
}

/**
 * Σ c_k T_k(x) for x in [−1, 1], by Clenshaw's recurrence in T₂(x): even and odd terms are summed side by side, which takes
 * half the time.
 */
export function chebyshevSum(coefficients: Float64Array, x: number): number {
  const second = 2 * x * x - 1;
  let even = 0;
  let evenBefore = 0;
  let odd = 0;
  let oddBefore = 0;
  for (let k = 2 * Math.floor((coefficients.length - 1) / 2); k >= 0; k -= 2) {
    const nextEven = 2 * second * even + ((coefficients[k] as number) - evenBefore);
    const nextOdd = 2 * second * odd + ((coefficients[k + 1] ?? 0) - oddBefore);
    evenBefore = even;
    oddBefore = odd;
    even = nextEven;
    odd = nextOdd;
  }
  return even - second * evenBefore + x * (odd - oddBefore);
}
