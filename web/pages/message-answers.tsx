// Reply, reply to all and forward: at the thumb on a phone, below the message elsewhere.
import { Icon } from '../components/icon.tsx';
import { t } from '../lib/t.ts';
import { navigate } from '../routes.ts';
import type { ShownHead } from '../state/message.ts';

export function MessageAnswers({ head, me }: { head: ShownHead; me: readonly string[] }) {
  const { id } = head;
  if (head.flags.includes('DRAFT')) return null;
  return (
    <footer class="message-answers">
      <button
        type="button"
        class="btn btn-primary"
        onClick={() => navigate({ name: 'compose', query: { reply: id } })}
      >
        <Icon name="reply" />
        {t('message.reply')}
      </button>
      {hasSeveral(head, me) && (
        <button
          type="button"
          class="btn"
          onClick={() => navigate({ name: 'compose', query: { reply: id, all: true } })}
        >
          <Icon name="replyAll" />
          {t('message.replyAll')}
        </button>
      )}
      <button type="button" class="btn" onClick={() => navigate({ name: 'compose', query: { forward: id } })}>
        <Icon name="forward" />
        {t('message.forward')}
      </button>
    </footer>
  );
}

/** True when an answer to all goes to somebody besides the one an answer goes to. */
function hasSeveral({ from, replyTo, to, cc }: ShownHead, me: readonly string[]): boolean {
  const answered = (replyTo?.length ? replyTo : from).map(({ address }) => address?.toLowerCase());
  return [...to, ...(cc ?? [])].some(({ address }) => {
    const other = address?.toLowerCase();
    return other !== undefined && !me.includes(other) && !answered.includes(other);
  });
}
