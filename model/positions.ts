/** Fixed positions `[n, e]`: sines in even features, cosines in odd ones. Vaswani et al. 2017, arXiv 1706.03762, 3.5. */
export function sinusoids(n: number, e: number): Float32Array {
  const table = new Float32Array(n * e);
  for (let j = 0; j < e; j++) {
    const scale = 10000 ** ((j - (j % 2)) / e);
    const wave = j % 2 === 0 ? Math.sin : Math.cos;
    for (let i = 0; i < n; i++) table[i * e + j] = wave(i / scale);
  }
  return table;
}
