import type { Reading } from '../../../src-shared/contract/fact.js';
import { useTexts } from '../../text/texts.js';
import { ProgressBar } from '../../ui/ProgressBar.js';
import { useFormat } from '../../ui/format.js';
import { hardwareTexts } from './text.js';

type Temperature = { readonly sensor: string; readonly celsius: number; readonly limit: number | null };
/** Where a sensor tells no limit of its own, the scale ends here. */
const usualLimit = 100;

/** Each sensor with a bar up to the limit that it tells itself. */
export function Temperatures({ reading }: { readonly reading: Extract<Reading, { known: true }> }) {
  const t = useTexts(hardwareTexts);
  const { number } = useFormat();
  const list = Array.isArray(reading.value) ? reading.value.filter(isTemperature) : [];
  return list.map(({ sensor, celsius, limit }) => (
    <dd key={sensor} className="grid items-center gap-x-3 sm:grid-cols-[9rem_1fr_8rem]">
      <span className="text-muted">{sensor}</span>
      <ProgressBar done={Math.max(0, Math.round(celsius))} total={Math.round(limit ?? usualLimit)} label={`${sensor}, ${t('celsius')}`} />
      <span>
        {number(celsius)} °C{limit !== null && <span className="text-muted"> / {number(limit)} °C</span>}
      </span>
    </dd>
  ));
}

function isTemperature(value: unknown): value is Temperature {
  return typeof value === 'object' && value !== null && 'sensor' in value && 'celsius' in value && typeof value.celsius === 'number';
}
