import { ChevronUp, PieChart } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import type { SpaceNode } from '../../../src-shared/contract/space.js';
import { api } from '../../api/connection.js';
import { useCatalogue } from '../../stores/catalogue.js';
import { useHost } from '../../stores/host.js';
import { usePlan } from '../../stores/plan.js';
import { useTexts } from '../../text/texts.js';
import { Button } from '../../ui/Button.js';
import { EmptyState } from '../../ui/EmptyState.js';
import { ErrorNote } from '../../ui/ErrorNote.js';
import { TextField } from '../../ui/Field.js';
import { useFormat } from '../../ui/format.js';
import { Page } from '../../ui/Page.js';
import { Panel } from '../../ui/Panel.js';
import { useAnswer } from '../../ui/use-answer.js';
import { CoreText } from '../../ui/CoreText.js';
import { FolderTree } from './FolderTree.js';
import { spaceTexts } from './text.js';
import { Treemap } from './Treemap.js';
import { Unread } from './Unread.js';
import { useCount } from './use-count.js';

/** What fills a disk, as areas and as a list, and the repairs that make room. */
export function SpacePage() {
  const t = useTexts(spaceTexts);
  const { bytes } = useFormat();
  const [path, setPath] = useState('/');
  const { progress, counted, error, start, stop } = useCount();
  const inControl = useHost(({ inControl }) => inControl);
  return (
    <Page title={t('title')} intro={t('intro')}>
      <form
        className="flex flex-wrap items-end gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          void start(path);
        }}
      >
        <div className="min-w-64 flex-1">
          <TextField label={t('volume')} value={path} list="volumes" onChange={({ target }) => setPath(target.value)} />
          <Volumes />
        </div>
        <Button look="main" type="submit" disabled={progress !== null || !inControl}>
          {t('count')}
        </Button>
      </form>
      {error && <ErrorNote error={error} />}
      {progress && (
        <p role="status" className="flex flex-wrap items-center gap-3">
          {t('counting', { files: progress.files, size: bytes(progress.bytes) })}
          <code className="text-xs text-muted">{progress.path}</code>
          <Button onClick={stop}>{t('stop')}</Button>
        </p>
      )}
      {!counted && !progress && !error && <EmptyState icon={<PieChart size={28} />} title={t('empty')} />}
      {counted && <Unread counted={counted} />}
      {counted && <Tree key={counted.tree.path} tree={counted.tree} />}
      <Cleaning />
    </Page>
  );
}

function Tree({ tree }: { readonly tree: SpaceNode }) {
  const t = useTexts(spaceTexts);
  const { bytes } = useFormat();
  // The way from the whole to the folder that is shown.
  const [way, setWay] = useState<readonly SpaceNode[]>([tree]);
  const shown = way.at(-1) ?? tree;
  return (
    <>
      <Panel
        title={<code>{shown.path}</code>}
        actions={
          <span className="flex items-center gap-3">
            {t('total', { size: bytes(shown.bytes), files: shown.files })}
            {way.length > 1 && (
              <Button icon={<ChevronUp size={16} aria-hidden="true" />} onClick={() => setWay(way.slice(0, -1))}>
                {t('up')}
              </Button>
            )}
          </span>
        }
      >
        <Treemap node={shown} onOpen={(node) => setWay([...way, node])} />
      </Panel>
      <Panel title={t('list')}>
        <FolderTree node={shown} />
      </Panel>
    </>
  );
}

/** The mounted volumes, offered while typing. */
function Volumes() {
  const t = useTexts(spaceTexts);
  const { bytes } = useFormat();
  const { answer } = useAnswer(() => api()['facts.read']({ ids: ['file-systems'], cost: 'quick', elevate: false, root: '/' }), []);
  const reading = answer?.['file-systems'];
  const volumes = reading?.known && Array.isArray(reading.value) ? reading.value.filter(isVolume) : [];
  return (
    <datalist id="volumes">
      {volumes.map(({ mount, freeBytes }) => (
        <option key={mount} value={mount}>
          {t('free', { free: bytes(freeBytes) })}
        </option>
      ))}
    </datalist>
  );
}

function isVolume(value: unknown): value is { mount: string; freeBytes: number } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'mount' in value &&
    typeof value.mount === 'string' &&
    'freeBytes' in value &&
    typeof value.freeBytes === 'number'
  );
}

/** Repairs that help against a full disk, as a plan to be looked at. */
function Cleaning() {
  const t = useTexts(spaceTexts);
  const { routines, load } = useCatalogue();
  const open = usePlan(({ open }) => open);
  const inControl = useHost(({ inControl }) => inControl);
  const [, navigate] = useLocation();
  useEffect(() => void load().catch(() => undefined), [load]);
  const cleaning = [...routines.values()].filter(({ frees, confirmed }) => frees === true && confirmed !== 'no');
  if (cleaning.length === 0) return null;
  return (
    <Panel title={t('cleaning')}>
      <p className="mb-2 text-muted">{t('cleaningIntro')}</p>
      <ul className="mb-3 list-disc pl-5">
        {cleaning.map((routine) => (
          <li key={routine.id}>
            <CoreText text={routine.title} />
          </li>
        ))}
      </ul>
      <Button
        disabled={!inControl}
        onClick={() => {
          open(cleaning.map(({ id }) => id));
          navigate('/plan');
        }}
      >
        {t('review')}
      </Button>
    </Panel>
  );
}
