// What just happened, with the way back. The frame is always there, so that screen readers hear what comes in.
import { t } from '../lib/t.ts';
import { Icon } from './icon.tsx';
import './toast.css';

interface Props {
  toast: {
    id: number;
    text: string;
    tone: 'calm' | 'bad';
    action: { label: string; run(): void } | null;
  } | null;
  onPause(): void;
  onResume(): void;
  onClose(): void;
}

export function Toast({ toast, onPause, onResume, onClose }: Props) {
  return (
    <div class="toast-place" role="status" aria-live="polite">
      {toast && (
        <div
          key={toast.id}
          class={`toast toast-${toast.tone}`}
          onPointerEnter={onPause}
          onPointerLeave={onResume}
          onFocusCapture={onPause}
          onBlurCapture={onResume}
        >
          <span>{toast.text}</span>
          {toast.action && (
            <button type="button" class="toast-action" onClick={toast.action.run}>
              {toast.action.label}
            </button>
          )}
          <button type="button" class="toast-close" aria-label={t('action.close')} onClick={onClose}>
            <Icon name="close" />
          </button>
        </div>
      )}
    </div>
  );
}
