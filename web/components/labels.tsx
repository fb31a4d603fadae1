// Labels as chips in their colours. A newcomer's trap: the colour comes from outside the theme, so words never stand
// in it as it is; it is mixed with the ink until they can be read.
import { visible } from '../lib/files.ts';
import { t } from '../lib/t.ts';
import './labels.css';

export interface LabelLook {
  id: string;
  name: string;
  /** #RRGGBB; null where there is no usual one. */
  color: string | null;
}

const COLOR = /^#[0-9a-f]{6}$/i;

export const tint = (color: string | null): Record<string, string> =>
  color !== null && COLOR.test(color) ? { '--label': color } : {};

export function Labels({ labels, most }: { labels: readonly LabelLook[]; most?: number }) {
  const shown = labels.slice(0, most);
  const left = labels.length - shown.length;
  return (
    <span class="labels">
      <span class="only-read">{t('label.list')} </span>
      {shown.map(({ id, name, color }) => (
        <span key={id} class="label" style={tint(color)} dir="auto">
          {visible(name)}
        </span>
      ))}
      {left > 0 && (
        <span class="label" dir="ltr">
          +{left}
        </span>
      )}
    </span>
  );
}
