import type { LabCase } from '../case.ts';
import type { Machine } from '../machine.ts';
import { aptCheck } from './apt-oracle.ts';

export const badSource = '/etc/apt/sources.list.d/vendor.list';

export const badSourceDisable: LabCase = {
  id: 'deb-bad-source-disable',
  routines: ['deb-bad-source-disable'],
  title: 'a vendor source file has a malformed line, so that apt refuses to do anything',
  inject: writeBadSource,
  oracle: aptCheck,
  allowedChanges: [badSource, `${badSource}.*`],
  undo: 'exact',
  exactPaths: () => [badSource],
};

/** As after a paste that lost its first word. */
export async function writeBadSource(machine: Machine): Promise<void> {
  machine.write(badSource, '# the vendor said to add this\nhtp://packages.vendor.example/debian stable main\n');
}
