import { productDir, repoDir } from './places.ts';
import type { Machine } from './machine.ts';
import { type Said, repair } from './product.ts';
import { buildVariant } from './product-variant.ts';

/** The product with steps that do everything but apply; built once, where machines see it beside the product itself. */
let variant: Promise<string> | undefined;

/** Has that product repair in the machine. */
export async function pretend(machine: Machine, selection: readonly string[]): Promise<Said> {
  variant ??= buildVariant('no-apply', switchedOff, repoDir);
  const folder = (await variant).replace(repoDir, productDir);
  return repair(machine, selection, { product: folder });
}

/** Nothing is changed, and nobody is told to read again what was not changed. */
const switchedOff = [
  {
    file: 'src-main/core/repair/steps/index.ts',
    from: 'return executors[body.kind];',
    to: 'return { ...executors[body.kind], apply: () => Promise.resolve([]) };',
  },
  {
    file: 'src-main/core/repair/run-step.ts',
    from: 'for (const argv of body.refresh ?? []) await refresh(context, argv);',
    to: '',
  },
];
