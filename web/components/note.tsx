// One calm sentence in the page, with what can be done about it. A newcomer's trap: server text goes into
// `quotation` only, where it is plainly somebody else's words.
import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './icon.tsx';
import './note.css';

interface Props {
  icon?: IconName;
  tone?: 'calm' | 'bad';
  /** What the mail server said. */
  quotation?: string | null;
  /** Buttons. */
  actions?: ComponentChildren;
  /** True for what appears by itself and should be read aloud. */
  live?: boolean;
  children: ComponentChildren;
}

export function Note({ icon, tone = 'calm', quotation, actions, live, children }: Props) {
  return (
    <div class={`note note-${tone}`} role={live ? (tone === 'bad' ? 'alert' : 'status') : undefined}>
      {icon && <Icon name={icon} />}
      <div class="note-text">
        <span>{children}</span>
        {quotation && <q>{quotation}</q>}
      </div>
      {actions && <div class="note-actions">{actions}</div>}
    </div>
  );
}
