/**
 * Fills `into`, rows of d numbers, with directions that are orthogonal d rows at a time and as long as normal rows: √χ²_d.
 * Modified Gram–Schmidt in double precision.
 */
export function fillOrthogonal(into: Float32Array, d: number, normal: () => number): void {
  const normals = () => Float64Array.from({ length: d }, normal);
  for (let start = 0; start < into.length; start += d * d) {
    const rows = Math.min(d, (into.length - start) / d);
    const basis: Float64Array[] = [];
    for (let i = 0; i < rows; i++) {
      const direction = normals();
      for (const other of basis) subtract(direction, other, dot(direction, other));
      const unit = scaled(direction, 1 / length(direction));
      basis.push(unit);
      into.set(scaled(unit, length(normals())), start + i * d);
    }
  }
}

const dot = (a: Float64Array, z: Float64Array): number =>
  a.reduce((sum, value, i) => sum + value * z[i]!, 0);

const length = (a: Float64Array): number => Math.sqrt(dot(a, a));

const scaled = (a: Float64Array, by: number): Float64Array => a.map((value) => value * by);

function subtract(from: Float64Array, other: Float64Array, times: number): void {
  for (let i = 0; i < from.length; i++) from[i]! -= times * other[i]!;
}
