// A panel that comes from the edge where reading begins. The browser's modal dialog keeps the focus inside and
// closes on Esc.
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import './drawer.css';

interface Props {
  label: string;
  open: boolean;
  onClose(): void;
  children: ComponentChildren;
}

export function Drawer({ label, open, onClose, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);

  useEffect(() => {
    const element = dialog.current;
    if (!element) return;
    if (open && !element.open) element.showModal();
    if (!open && element.open) element.close();
  }, [open]);

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a tap outside does what Esc does, which the dialog hears itself
    <dialog
      ref={dialog}
      class="drawer"
      aria-label={label}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === dialog.current) onClose();
      }}
    >
      <div class="drawer-box">{open && children}</div>
    </dialog>
  );
}
