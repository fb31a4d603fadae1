// A finger on a row: is it a scroll or a swipe, how far may it go, and does letting go act? Pure, so that it can
// be tested; swipe-row.tsx does the moving.

export type Side = 'START' | 'END';

/** Pixels before a movement has a direction. */
export const SLOP = 10;
/** Pixels after which letting go acts. */
export const ARMED = 88;

/** What a movement is; null while it is too small to tell. A slanted one is a scroll. */
export function kindOf(dx: number, dy: number): 'SWIPE' | 'SCROLL' | null {
  if (Math.hypot(dx, dy) < SLOP) return null;
  return Math.abs(dx) > Math.abs(dy) * 1.4 ? 'SWIPE' : 'SCROLL';
}

/** The side that is uncovered when the row moves by dx; START is where reading begins. */
export function sideOf(dx: number, rtl: boolean): Side {
  return dx > 0 !== rtl ? 'START' : 'END';
}

/** How far the row follows: with the finger where there is an action, a little and ever less where there is none. */
export function shiftOf(dx: number, allowed: boolean): number {
  if (allowed) return dx;
  return Math.sign(dx) * 28 * (1 - Math.exp(-Math.abs(dx) / 90));
}

/** True when letting go acts: far enough, or a quick flick in the same direction. `speed` is in pixels a millisecond. */
export function acts(dx: number, speed: number): boolean {
  if (Math.abs(dx) >= ARMED) return Math.sign(speed) !== -Math.sign(dx) || Math.abs(speed) < 0.3;
  return Math.abs(dx) > 40 && Math.abs(speed) > 0.8 && Math.sign(speed) === Math.sign(dx);
}
