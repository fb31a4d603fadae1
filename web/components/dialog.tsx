// A question that must be answered before anything goes on. The browser's own modal dialog traps the focus,
// closes on Esc and gives the focus back. A newcomer's trap: Esc and a tap outside mean "no", so the safe
// answer is always the one that `onClose` gives.
import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import './dialog.css';

interface Props {
  title: string;
  children?: ComponentChildren;
  /** With room for a table. */
  wide?: boolean;
  /** Buttons, the safest first. */
  actions: ComponentChildren;
  onClose(): void;
}

export function Dialog({ title, wide = false, children, actions, onClose }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();

  useEffect(() => {
    const element = dialog.current;
    if (!element || element.open) return;
    const before = document.activeElement;
    element.showModal();
    return () => {
      element.close();
      // The browser gives the focus back only to a dialog that is still in the page.
      queueMicrotask(() => {
        if (before instanceof HTMLElement && before.isConnected) before.focus();
      });
    };
  }, []);

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a tap outside does what Esc does, which the dialog hears itself
    <dialog
      ref={dialog}
      class={wide ? 'dialog dialog-wide' : 'dialog'}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === dialog.current) onClose();
      }}
    >
      <div class="dialog-box">
        <h2 id={id}>{title}</h2>
        {children}
        <div class="dialog-actions">{actions}</div>
      </div>
    </dialog>
  );
}
