// Which items of a long list are near the part in sight. Heights are known beforehand, so nothing is measured.

/** Where each item begins; the last entry is the height of all. */
export function offsetsOf(heights: readonly number[]): Float64Array {
  const offsets = new Float64Array(heights.length + 1);
  heights.forEach((height, at) => {
    offsets[at + 1] = (offsets[at] ?? 0) + height;
  });
  return offsets;
}

/** The item that covers `y`; the last one for anything below the end. */
export function itemAt(offsets: Float64Array, y: number): number {
  let low = 0;
  let high = Math.max(0, offsets.length - 2);
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((offsets[middle] ?? 0) <= y) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** First and one past the last item to draw: those in sight, and `spare` pixels on either side. */
export function windowOf(
  offsets: Float64Array,
  top: number,
  height: number,
  spare: number,
): { first: number; end: number } {
  const count = offsets.length - 1;
  if (count <= 0) return { first: 0, end: 0 };
  return {
    first: itemAt(offsets, Math.max(0, top - spare)),
    end: Math.min(count, itemAt(offsets, top + height + spare) + 1),
  };
}

/** How many rows of the list an item stands for, and the number of the first: 0 for a heading, many for a gap. */
export interface Slot {
  index: number;
  count: number;
}

/** Which row lies at `y`, with how much of it is above as the fraction. */
export function indexAt(slots: readonly Slot[], offsets: Float64Array, y: number): number {
  const at = itemAt(offsets, y);
  const slot = slots[at];
  const from = offsets[at] ?? 0;
  const height = (offsets[at + 1] ?? from) - from;
  if (!slot || slot.count === 0 || height <= 0) return slot?.index ?? 0;
  return slot.index + slot.count * Math.min(1, Math.max(0, (y - from) / height));
}

/** Where a row begins; with a fraction, where that much of it is above. */
export function topOf(slots: readonly Slot[], offsets: Float64Array, index: number): number {
  let low = 0;
  let high = slots.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((slots[middle]?.index ?? 0) <= index) low = middle;
    else high = middle - 1;
  }
  const slot = slots[low];
  const from = offsets[low] ?? 0;
  if (!slot || slot.count === 0) return from;
  return from + (Math.min(slot.count, index - slot.index) / slot.count) * ((offsets[low + 1] ?? from) - from);
}
