// A button that opens a short list of actions, or of choices of which one is taken. The browser's popover closes it on
// Esc and on a tap outside.
import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { Icon, type IconName } from './icon.tsx';
import { tint } from './labels.tsx';
import './menu.css';

export interface MenuItem {
  label: string;
  icon?: IconName;
  tone?: 'bad';
  /** Of a choice: whether it is the one taken. */
  chosen?: boolean;
  /** Other choices of the same menu may be taken beside it. */
  several?: boolean;
  /** A dot in this colour; null for none. */
  color?: string | null;
  run(): void;
}

interface Props {
  label: string;
  items: readonly MenuItem[];
  icon?: IconName;
  class?: string;
  /** What the button shows in place of the icon alone. */
  children?: ComponentChildren;
}

export function Menu({ label, items, icon = 'more', class: kind = 'icon-button', children }: Props) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const id = useId();

  useEffect(() => {
    const element = list.current;
    if (!element) return;
    const onToggle = (event: ToggleEvent): void => setOpen(event.newState === 'open');
    element.addEventListener('toggle', onToggle as EventListener);
    return () => element.removeEventListener('toggle', onToggle as EventListener);
  }, []);

  const show = (): void => {
    const [element, from] = [list.current, button.current];
    if (!element || !from) return;
    if (open) {
      element.hidePopover();
      return;
    }
    element.showPopover();
    place(element, from.getBoundingClientRect());
    const chosen = element.querySelector<HTMLElement>('[aria-checked=true]');
    (chosen ?? element.querySelector<HTMLElement>('[role^=menuitem]'))?.focus();
  };
  const step = (event: KeyboardEvent): void => {
    const all = [...(list.current?.querySelectorAll<HTMLElement>('[role^=menuitem]') ?? [])];
    const at = all.indexOf(document.activeElement as HTMLElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1 + all.length, Home: 0, End: all.length - 1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      all[to % all.length]?.focus();
    } else if (event.key === 'Tab') list.current?.hidePopover();
  };

  return (
    <>
      <button
        type="button"
        class={kind}
        ref={button}
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={id}
        onClick={show}
      >
        {children ?? <Icon name={icon} />}
      </button>
      <div ref={list} id={id} class="menu" popover="auto" role="menu" aria-label={label} onKeyDown={step}>
        {items.map((item) => (
          <button
            key={item.label}
            type="button"
            {...roleOf(item)}
            tabIndex={-1}
            class={item.tone === 'bad' ? 'menu-item menu-bad' : 'menu-item'}
            onClick={() => {
              list.current?.hidePopover();
              button.current?.focus();
              item.run();
            }}
          >
            {item.icon && <Icon name={item.icon} />}
            {item.color !== undefined && <i class="menu-dot" style={tint(item.color)} />}
            <span>{item.label}</span>
            {item.chosen === true && <Icon name="check" />}
          </button>
        ))}
      </div>
    </>
  );
}

function roleOf({ chosen, several }: MenuItem): {
  role: 'menuitem' | 'menuitemcheckbox' | 'menuitemradio';
  'aria-checked'?: boolean;
} {
  if (chosen === undefined) return { role: 'menuitem' };
  return { role: several ? 'menuitemcheckbox' : 'menuitemradio', 'aria-checked': chosen };
}

/** Under the button, or over it where there is no room, its edge at the button's far edge. */
function place(menu: HTMLElement, from: DOMRect): void {
  const { width, height } = menu.getBoundingClientRect();
  const under = from.bottom + 4;
  const top = under + height > innerHeight - 8 ? Math.max(8, from.top - height - 4) : under;
  const rtl = getComputedStyle(menu).direction === 'rtl';
  const left = rtl ? from.left : from.right - width;
  menu.style.top = `${top}px`;
  menu.style.left = `${Math.min(Math.max(8, left), innerWidth - width - 8)}px`;
}
