// A button that opens a short list of actions. The browser's popover closes it on Esc and on a tap outside.
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { Icon, type IconName } from './icon.tsx';
import './menu.css';

export interface MenuItem {
  label: string;
  icon?: IconName;
  tone?: 'bad';
  run(): void;
}

interface Props {
  label: string;
  items: readonly MenuItem[];
  icon?: IconName;
  class?: string;
}

export function Menu({ label, items, icon = 'more', class: kind = 'icon-button' }: Props) {
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
    element.querySelector<HTMLElement>('[role=menuitem]')?.focus();
  };
  const step = (event: KeyboardEvent): void => {
    const all = [...(list.current?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])];
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
        <Icon name={icon} />
      </button>
      <div ref={list} id={id} class="menu" popover="auto" role="menu" aria-label={label} onKeyDown={step}>
        {items.map((item) => (
          <button
            key={item.label}
            type="button"
            role="menuitem"
            tabIndex={-1}
            class={item.tone === 'bad' ? 'menu-item menu-bad' : 'menu-item'}
            onClick={() => {
              list.current?.hidePopover();
              button.current?.focus();
              item.run();
            }}
          >
            {item.icon && <Icon name={item.icon} />}
            <span>{item.label}</span>
          </button>
        ))}
      </div>
    </>
  );
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
