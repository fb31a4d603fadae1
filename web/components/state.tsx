// What stands where a list would: nothing here, or it did not load, or it is about to. A newcomer's trap: the
// skeleton appears only after 150 ms (by CSS), so a quick answer never flickers.
import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './icon.tsx';
import './state.css';

interface Props {
  icon: IconName;
  title: string;
  text?: string;
  /** What the mail server said. */
  quotation?: string | null;
  children?: ComponentChildren;
  alert?: boolean;
}

export function StateCard({ icon, title, text, quotation, children, alert }: Props) {
  return (
    <div class="state" role={alert ? 'alert' : undefined}>
      <span class="state-icon">
        <Icon name={icon} />
      </span>
      <p class="state-title">{title}</p>
      {text && <p class="state-text">{text}</p>}
      {quotation && <q class="state-quotation">{quotation}</q>}
      {children && <div class="state-actions">{children}</div>}
    </div>
  );
}

const WIDTHS = [62, 84, 48, 74, 56, 90, 66, 80, 52, 70];

export function Skeleton({ label }: { label: string }) {
  return (
    <div class="skeleton" role="status" aria-label={label}>
      {WIDTHS.map((width) => (
        <div key={width} class="skeleton-row" style={{ '--w': `${width}%` }}>
          <i />
          <b />
          <b />
          <b />
        </div>
      ))}
    </div>
  );
}
