// Keys for a message that has the screen for itself: j and k go on, as they do in the list. A newcomer's trap: they must
// be dead while somebody types and while a dialog or a menu is open.

/** Listens until the returned function is called. */
export function onStepKeys(step: (towards: 'older' | 'newer') => void): () => void {
  const onKey = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (document.querySelector('dialog[open], :popover-open, .layer')) return;
    const target = event.target;
    if (target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable]')) return;
    if (event.key !== 'j' && event.key !== 'k') return;
    event.preventDefault();
    step(event.key === 'j' ? 'older' : 'newer');
  };
  addEventListener('keydown', onKey);
  return () => removeEventListener('keydown', onKey);
}
