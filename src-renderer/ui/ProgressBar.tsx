import { useEffect, useState } from 'react';
import { commonTexts } from '../text/common.js';
import { useTexts } from '../text/texts.js';
import { useFormat } from './format.js';

/** A real fraction, or, where there is none, an honest "still working" with the time so far. */
export function ProgressBar({ done, total, label }: { readonly done: number; readonly total: number; readonly label: string }) {
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={total}
      aria-valuenow={done}
      className="h-2 overflow-hidden rounded-full border border-line bg-sunken"
    >
      <div className="h-full bg-accent transition-[width]" style={{ width: `${total === 0 ? 0 : (100 * done) / total}%` }} />
    </div>
  );
}

/** For work whose length is not known. `since`: when it began, in milliseconds. */
export function StillWorking({ since }: { readonly since: number }) {
  const t = useTexts(commonTexts);
  const { duration } = useFormat();
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return <span role="timer">{t('stillWorking', { time: duration(Math.max(0, (now - since) / 1_000)) })}</span>;
}
