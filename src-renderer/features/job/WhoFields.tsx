import type { JobDetails } from '../../../src-shared/contract/job.js';
import { useTexts } from '../../text/texts.js';
import { TextArea, TextField } from '../../ui/Field.js';
import { jobTexts } from './text.js';

/** Who brought which machine, and what is wrong with it. */
export function WhoFields({ details, onEdit }: { readonly details: JobDetails; readonly onEdit: (part: Partial<JobDetails>) => void }) {
  const t = useTexts(jobTexts);
  return (
    <div className="grid gap-3 md:grid-cols-3">
      {(['ticket', 'customer', 'technician'] as const).map((name) => (
        <TextField
          key={name}
          label={t(name)}
          maxLength={500}
          autoComplete="off"
          value={details[name]}
          onChange={(event) => onEdit({ [name]: event.target.value })}
        />
      ))}
      <div className="md:col-span-2">
        <TextArea
          label={t('complaint')}
          hint={t('complaintHint')}
          maxLength={10_000}
          value={details.complaint}
          onChange={(event) => onEdit({ complaint: event.target.value })}
        />
      </div>
      <TextArea
        label={t('accessories')}
        hint={t('accessoriesHint')}
        maxLength={10_000}
        value={details.accessories}
        onChange={(event) => onEdit({ accessories: event.target.value })}
      />
    </div>
  );
}
