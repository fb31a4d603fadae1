// One icon. It says nothing to a screen reader; the button around it carries the words.
import { ICONS, type IconName } from './icon-paths.ts';

export type { IconName };

interface Props {
  name: IconName;
  /** Filled instead of outlined: a flag that is set. */
  filled?: boolean;
}

/** These point along the line of reading. */
const DIRECTED: readonly IconName[] = [
  'back',
  'forward',
  'reply',
  'replyAll',
  'signOut',
  'sent',
  'undo',
  'move',
];

export function Icon({ name, filled = false }: Props) {
  return (
    <svg
      viewBox="0 0 24 24"
      aria-hidden="true"
      class={DIRECTED.includes(name) ? 'mirrors' : undefined}
      fill={filled ? 'currentColor' : undefined}
    >
      {/* Dots have no length, so their size is the stroke's. */}
      <path
        d={ICONS[name]}
        fill={filled ? 'currentColor' : undefined}
        stroke-width={name === 'more' ? 2.6 : undefined}
      />
    </svg>
  );
}
