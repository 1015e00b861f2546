import type { ReactNode } from 'react';
import type { Lamps as LampValues, LampState } from '../../../src-shared/contract/overview.js';
import { useTexts } from '../../text/texts.js';
import { useFormat, type Format } from '../../ui/format.js';
import { Mark } from '../../ui/Mark.js';
import { startTexts } from './text.js';
import { useCoreText } from '../../text/use-core-text.js';

type T = ReturnType<typeof useTexts<typeof startTexts>>;

/** Four questions, each answered by a shape, a colour, a word and a number; or why it could not be. */
export function Lamps({ lamps }: { readonly lamps: LampValues }) {
  const t = useTexts(startTexts);
  const format = useFormat();
  const say = useCoreText();
  return (
    <ul className="grid grid-cols-1 gap-3 sm:grid-cols-2 lg:grid-cols-4">
      <Lamp name={t('data')} state={lamps.data.state}>
        {dataWords({ ...lamps.data, reason: say(lamps.data.reason) }, t, format)}
      </Lamp>
      <Lamp name={t('room')} state={lamps.room.state}>
        {lamps.room.totalBytes === 0
          ? t('notRead', { reason: say(lamps.room.reason) })
          : t('roomFree', {
              free: format.bytes(lamps.room.freeBytes),
              total: format.bytes(lamps.room.totalBytes),
              mount: lamps.room.mount,
            })}
      </Lamp>
      <Lamp name={t('restart')} state={lamps.restart.state}>
        {lamps.restart.state === 'unread'
          ? t('notRead', { reason: say(lamps.restart.reason) })
          : t(lamps.restart.pending ? 'restartYes' : 'restartNo')}
      </Lamp>
      <Lamp name={t('internet')} state={lamps.internet.state}>
        {internetWords({ ...lamps.internet, reason: say(lamps.internet.reason) }, t)}
      </Lamp>
    </ul>
  );
}

function Lamp({ name, state, children }: { readonly name: string; readonly state: LampState; readonly children: ReactNode }) {
  return (
    <li data-mark={state} className={`flex min-w-0 flex-col gap-1 rounded-md border p-3 ${grounds[state]}`}>
      <div className="flex items-center justify-between gap-2">
        <h2 className="font-semibold">{name}</h2>
        <Mark kind={state} labelled />
      </div>
      <p className="text-base">{children}</p>
    </li>
  );
}

const grounds: Readonly<Record<LampState, string>> = {
  urgent: 'border-urgent bg-urgent-ground',
  soon: 'border-soon bg-soon-ground',
  fine: 'border-line bg-surface',
  unread: 'border-dashed border-line-strong bg-transparent',
};

function dataWords(data: LampValues['data'], t: T, { percent }: Format): string {
  if (data.state === 'unread') return t('notRead', { reason: data.reason });
  const life = data.lifeLeftPercent === null ? [] : [t('dataLife', { life: percent(data.lifeLeftPercent) })];
  if (data.state === 'fine') return [...life, t('dataFine', { disks: data.disks })].join(', ');
  return [...life, data.errors === null || data.errors === 0 ? t('dataSigns') : t('dataErrors', { errors: data.errors })].join(', ');
}

function internetWords(internet: LampValues['internet'], t: T): string {
  if (internet.state === 'fine') return t('internetWorks', { ms: internet.milliseconds ?? 0 });
  if (internet.asked && internet.state === 'soon') return t('internetBroken');
  if (internet.connected) return t('internetConnected');
  return internet.state === 'unread' ? t('notRead', { reason: internet.reason }) : t('internetNone');
}
