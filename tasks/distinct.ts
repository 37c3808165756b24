/**
 * A memory of documents, to keep exact duplicates out: says whether a document is new and, if so, remembers it as
 * the next one of `stored` (0, 1, 2, …), which the caller must then store there.
 * Documents with equal hashes are compared byte by byte.
 */
export function distinct(stored: (i: number) => Uint8Array): (tokens: Uint8Array) => boolean {
  const byHash = new Map<number, number[]>();
  let count = 0;
  return (tokens) => {
    const hash = fnv1a(tokens);
    const alike = byHash.get(hash);
    if (alike === undefined) byHash.set(hash, [count]);
    else if (alike.some((i) => Buffer.compare(stored(i), tokens) === 0)) return false;
    else alike.push(count);
    count++;
    return true;
  };
}

/** FNV-1a, 32 bits. Fowler, Noll & Vo 1991. */
function fnv1a(bytes: Uint8Array): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < bytes.length; i++) hash = Math.imul(hash ^ bytes[i]!, 0x01000193);
  return hash;
}
