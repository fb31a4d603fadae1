// The line of a mailing list, and how one leaves it. A newcomer's trap: nothing is asked of anybody before the person
// has seen which host it is and said yes.
import { useState } from 'preact/hooks';
import { Confirm } from '../components/confirm.tsx';
import { Dialog } from '../components/dialog.tsx';
import { Icon } from '../components/icon.tsx';
import { t } from '../lib/t.ts';
import { navigate } from '../routes.ts';
import { type MailingList, unsubscribe } from '../state/cards.ts';

type State = 'READY' | 'ASKING' | 'BUSY' | 'DONE' | { failed: string };

export function ListLine({ id, list }: { id: string; list: MailingList }) {
  const [state, setState] = useState<State>('READY');
  const host = list.unsubscribeHost ?? '';
  const canLeave = list.oneClick || list.unsubscribeUrl !== null || list.unsubscribeMailto !== null;
  const leave = (): void => {
    if (list.oneClick || list.unsubscribeUrl !== null) setState('ASKING');
    else navigate({ name: 'compose', query: { to: list.unsubscribeMailto ?? '' } });
  };
  const ask = async (): Promise<void> => {
    setState('BUSY');
    const { accepted, problem } = await unsubscribe(id);
    setState(accepted ? 'DONE' : { failed: problem ?? t('mailingList.refused', { host }) });
  };
  return (
    <div class="list-line">
      <Icon name="mail" />
      <span class="list-line-text" role="status">
        {state === 'DONE' ? (
          t('mailingList.done', { host })
        ) : state === 'BUSY' ? (
          t('mailingList.busy')
        ) : typeof state === 'object' ? (
          state.failed
        ) : (
          <bdi>{list.name ? t('mailingList.line', { name: list.name }) : t('mailingList.bulk')}</bdi>
        )}
      </span>
      {typeof state === 'object' && list.unsubscribeUrl !== null ? (
        <PageLink url={list.unsubscribeUrl} kind="link-button" />
      ) : (
        canLeave &&
        state !== 'DONE' && (
          <button type="button" class="link-button" disabled={state === 'BUSY'} onClick={leave}>
            {t('mailingList.leave')}
          </button>
        )
      )}
      {state === 'ASKING' &&
        (list.oneClick ? (
          <Confirm
            title={t('mailingList.leaveTitle')}
            text={t('mailingList.leaveText', { host })}
            cancel={t('mailingList.cancel')}
            yes={t('mailingList.leave')}
            onYes={() => void ask()}
            onClose={() => setState('READY')}
          />
        ) : (
          <Dialog
            title={t('mailingList.pageTitle')}
            onClose={() => setState('READY')}
            actions={
              <>
                <button type="button" class="btn" onClick={() => setState('READY')}>
                  {t('mailingList.cancel')}
                </button>
                <PageLink
                  url={list.unsubscribeUrl ?? ''}
                  kind="btn btn-primary"
                  onOpen={() => setState('READY')}
                />
              </>
            }
          >
            <p>{t('mailingList.pageText', { host: hostOf(list.unsubscribeUrl ?? '') })}</p>
          </Dialog>
        ))}
    </div>
  );
}

function PageLink({ url, kind, onOpen }: { url: string; kind: string; onOpen?: () => void }) {
  return (
    <a class={kind} href={url} target="_blank" rel="noopener noreferrer" onClick={onOpen}>
      {t('mailingList.open', { host: hostOf(url) })}
    </a>
  );
}

/** The true host of an address, '' for what is none. */
export const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : '');
