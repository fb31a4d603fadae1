// Pulling a list down at its top asks for new mail. A newcomer's trap: touch events and not pointer events,
// because the browser ends a pointer as soon as it scrolls.

/** Pixels after which letting go asks. */
export const PULLED = 64;

/** How far the sign has come down for a finger that moved by dy: ever less, 96 at most. */
export function pullOf(dy: number): number {
  return dy <= 0 ? 0 : 96 * (1 - Math.exp(-dy / 120));
}

export interface PullHandlers {
  /** 0 when it is over. */
  onPull(distance: number): void;
  onRefresh(): void;
}

/** Watches a scrolling element; the answer ends it. */
export function onPullDown(element: HTMLElement, handlers: PullHandlers): () => void {
  let from: { x: number; y: number } | null = null;
  let pulled = 0;

  const begin = (event: TouchEvent): void => {
    const [finger] = event.touches;
    from = null;
    if (!finger || event.touches.length > 1 || element.scrollTop > 0) return;
    from = { x: finger.clientX, y: finger.clientY };
  };
  const move = (event: TouchEvent): void => {
    const [finger] = event.touches;
    if (!from || !finger) return;
    const dy = finger.clientY - from.y;
    const dx = finger.clientX - from.x;
    if (element.scrollTop > 0 || (pulled === 0 && Math.abs(dx) > dy)) {
      from = pulled === 0 && Math.hypot(dx, dy) > 10 ? null : from;
      return;
    }
    pulled = pullOf(dy - 10);
    handlers.onPull(pulled);
  };
  const end = (event: TouchEvent): void => {
    if (pulled === 0) return;
    const asks = pulled >= PULLED && event.type === 'touchend';
    pulled = 0;
    from = null;
    handlers.onPull(0);
    if (asks) handlers.onRefresh();
  };

  element.addEventListener('touchstart', begin, { passive: true });
  element.addEventListener('touchmove', move, { passive: true });
  element.addEventListener('touchend', end);
  element.addEventListener('touchcancel', end);
  return () => {
    element.removeEventListener('touchstart', begin);
    element.removeEventListener('touchmove', move);
    element.removeEventListener('touchend', end);
    element.removeEventListener('touchcancel', end);
  };
}
