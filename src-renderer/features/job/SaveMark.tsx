import { CircleCheck, CircleDashed, LoaderCircle, TriangleAlert } from 'lucide-react';
import { useJob } from '../../stores/job.js';
import { commonTexts } from '../../text/common.js';
import { useTexts } from '../../text/texts.js';
import { Button } from '../../ui/Button.js';
import { jobTexts } from './text.js';

/** Whether what was typed is kept. */
export function SaveMark() {
  const t = useTexts(jobTexts);
  const common = useTexts(commonTexts);
  const { saving, save } = useJob();
  const Icon = icons[saving];
  return (
    <div role="status" className={`flex flex-wrap items-center gap-2 ${saving === 'failed' ? 'text-soon' : 'text-muted'}`}>
      <Icon size={16} aria-hidden="true" className="shrink-0" />
      <span>{t(saving)}</span>
      {saving === 'failed' && <Button onClick={() => void save()}>{common('tryAgain')}</Button>}
    </div>
  );
}

const icons = { saved: CircleCheck, unsaved: CircleDashed, saving: LoaderCircle, failed: TriangleAlert } as const;
