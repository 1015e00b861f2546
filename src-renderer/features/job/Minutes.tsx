import { Play, Square } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTexts } from '../../text/texts.js';
import { Button } from '../../ui/Button.js';
import { TextField } from '../../ui/Field.js';
import { jobTexts } from './text.js';

const most = 100_000;

/** Minutes of work, typed or taken by a clock, which a reload of the window does not stop. */
export function Minutes({
  job,
  minutes,
  onChange,
}: {
  readonly job: string;
  readonly minutes: number;
  readonly onChange: (minutes: number) => void;
}) {
  const t = useTexts(jobTexts);
  const key = `rescuepc-clock-${job}`;
  const [since, setSince] = useState(() => Number(sessionStorage.getItem(key) ?? 0));
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    if (since === 0) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 10_000);
    return () => clearInterval(timer);
  }, [since]);
  const passed = Math.max(1, Math.round((now - since) / 60_000));

  function start(): void {
    sessionStorage.setItem(key, String(Date.now()));
    setSince(Date.now());
  }
  function stop(): void {
    sessionStorage.removeItem(key);
    setSince(0);
    onChange(Math.min(most, minutes + Math.max(1, Math.round((Date.now() - since) / 60_000))));
  }
  return (
    <div className="flex flex-wrap items-end gap-2">
      <div className="w-28">
        <TextField
          label={t('minutes')}
          inputMode="numeric"
          value={String(minutes)}
          onChange={(event) => onChange(Math.min(most, Number(event.target.value.replaceAll(/\D/g, ''))))}
        />
      </div>
      {since === 0 ? (
        <Button icon={<Play size={16} aria-hidden="true" />} onClick={start}>
          {t('startTimer')}
        </Button>
      ) : (
        <Button icon={<Square size={16} aria-hidden="true" />} onClick={stop}>
          {t('stopTimer', { minutes: passed })}
        </Button>
      )}
    </div>
  );
}
