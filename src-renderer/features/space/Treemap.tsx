import { hierarchy, treemap, treemapSquarify } from 'd3-hierarchy';
import { useEffect, useRef, useState } from 'react';
import type { SpaceNode } from '../../../src-shared/contract/space.js';
import { useTexts } from '../../text/texts.js';
import { useFormat } from '../../ui/format.js';
import { spaceTexts } from './text.js';

const height = 320;
/** Smaller tiles get no words; the list below has them. */
const leastForWords = { width: 56, height: 26 };

type Tile = { readonly node: SpaceNode | null; readonly bytes: number };

/** The children of a folder as areas. Folders can be opened; the list beneath says the same to whoever does not see it. */
export function Treemap({ node, onOpen }: { readonly node: SpaceNode; readonly onOpen: (node: SpaceNode) => void }) {
  const t = useTexts(spaceTexts);
  const { bytes } = useFormat();
  const frame = useRef<HTMLDivElement>(null);
  const width = useWidth(frame);
  const tiles: Tile[] = [
    ...node.children.map((child) => ({ node: child, bytes: child.bytes })),
    ...(node.rest.bytes > 0 ? [{ node: null, bytes: node.rest.bytes }] : []),
  ];
  const sized = hierarchy<{ readonly tile?: Tile; readonly children?: readonly { readonly tile: Tile }[] }>({
    children: tiles.map((tile) => ({ tile })),
  }).sum((entry) => entry.tile?.bytes ?? 0);
  // oxlint-disable-next-line unicorn/no-array-sort -- d3's own: it orders the tree, and gives it back.
  const root = sized.sort((a, b) => (b.value ?? 0) - (a.value ?? 0));
  const laid = treemap<typeof sized.data>().tile(treemapSquarify).size([width, height]).paddingInner(2).round(true)(root);
  return (
    <div
      ref={frame}
      role="group"
      aria-label={t('map')}
      className="relative w-full overflow-hidden rounded-md border border-line bg-sunken"
      // With its border.
      style={{ height: height + 2 }}
    >
      {laid.leaves().map(({ data: { tile }, x0, y0, x1, y1 }, index) => {
        if (!tile || x1 - x0 < 1 || y1 - y0 < 1) return null;
        const place = { left: x0, top: y0, width: x1 - x0, height: y1 - y0 };
        const wordy = place.width >= leastForWords.width && place.height >= leastForWords.height;
        const name = tile.node?.name ?? t('rest', { files: node.rest.files });
        const words = wordy && (
          <>
            <span className="block truncate font-medium">{name}</span>
            {place.height > 44 && <span className="block truncate text-xs">{bytes(tile.bytes)}</span>}
          </>
        );
        const look = `absolute flex flex-col items-start justify-start overflow-hidden p-1 text-left text-xs ${tile.node ? 'bg-selected text-text' : 'bg-surface text-muted'}`;
        return tile.node?.kind === 'folder' ? (
          <button
            key={tile.node.path}
            type="button"
            style={place}
            className={`${look} border border-accent hover:bg-surface`}
            title={`${tile.node.path}: ${bytes(tile.bytes)}`}
            aria-label={t('openFolder', { name, size: bytes(tile.bytes) })}
            onClick={() => tile.node && onOpen(tile.node)}
          >
            {words}
          </button>
        ) : (
          <div
            key={tile.node?.path ?? `rest${index}`}
            style={place}
            className={`${look} border border-line-strong`}
            title={`${name}: ${bytes(tile.bytes)}`}
          >
            {words}
          </div>
        );
      })}
    </div>
  );
}

function useWidth(frame: React.RefObject<HTMLDivElement | null>): number {
  const [width, setWidth] = useState(600);
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const observer = new ResizeObserver(([entry]) => entry && setWidth(Math.max(1, Math.floor(entry.contentRect.width))));
    observer.observe(element);
    return () => observer.disconnect();
  }, [frame]);
  return width;
}
