import type { UndoneStep } from '../../../src-shared/contract/run.js';
import { useTexts } from '../../text/texts.js';
import { Panel } from '../../ui/Panel.js';
import { runTexts, stepStateTexts } from './text.js';
import { CoreText } from '../../ui/CoreText.js';

/** What an undo did, step by step, with why where something was not put back. */
export function UndoneSteps({ steps }: { readonly steps: readonly UndoneStep[] }) {
  const t = useTexts(runTexts);
  const words = useTexts(stepStateTexts);
  return (
    <Panel title={t('changesMade')}>
      <ul className="flex flex-col gap-1">
        {steps.map(({ id, title, result, message }) => (
          <li key={id}>
            <code className="pr-2 text-xs text-muted">{id}</code>
            <CoreText text={title} /> <span className="text-muted">· {words(result)}</span>
            {message !== undefined && (
              <span className="block text-muted">
                <CoreText text={message} />
              </span>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
