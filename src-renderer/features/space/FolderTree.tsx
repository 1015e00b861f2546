import type { SpaceNode } from '../../../src-shared/contract/space.js';
import { useTexts } from '../../text/texts.js';
import { Disclosure } from '../../ui/Disclosure.js';
import { useFormat } from '../../ui/format.js';
import { spaceTexts } from './text.js';

/** What a folder holds, largest first, each folder to be unfolded: by keyboard too, and found by the search in the page. */
export function FolderTree({ node }: { readonly node: SpaceNode }) {
  const t = useTexts(spaceTexts);
  const { bytes } = useFormat();
  return (
    <ul className="flex flex-col">
      {node.children.map((child) => (
        <li key={child.path}>
          {child.kind === 'folder' && (child.children.length > 0 || child.rest.files > 0) ? (
            <Disclosure summary={<Words node={child} />}>
              <FolderTree node={child} />
            </Disclosure>
          ) : (
            <p className="py-1 pl-5">
              <Words node={child} />
            </p>
          )}
        </li>
      ))}
      {node.rest.files > 0 && (
        <li className="py-1 pl-5 text-muted">
          {bytes(node.rest.bytes)} · {t('rest', { files: node.rest.files })}
        </li>
      )}
    </ul>
  );
}

function Words({ node }: { readonly node: SpaceNode }) {
  const { bytes } = useFormat();
  return (
    <span className="inline-grid min-w-0 grid-cols-[5.5rem_1fr] text-text">
      <span className="text-muted">{bytes(node.bytes)}</span>
      <span>{node.name}</span>
    </span>
  );
}
