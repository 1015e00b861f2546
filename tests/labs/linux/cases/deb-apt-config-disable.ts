import type { LabCase } from '../case.ts';
import { aptCheck } from './apt-oracle.ts';

const config = '/etc/apt/apt.conf.d/80local';

export const aptConfigDisable: LabCase = {
  id: 'deb-apt-config-disable',
  routines: ['deb-apt-config-disable'],
  title: "an editor's half-done change in a settings file of apt",
  settle: async (machine) => machine.write(config, '// of this office\nAPT::Install-Recommends "false";\n'),
  // The quotation mark that was forgotten.
  inject: async (machine) => machine.write(config, '// of this office\nAPT::Install-Recommends "false;\nAcquire::Retries "3";\n'),
  oracle: aptCheck,
  allowedChanges: [config, `${config}.*`],
  undo: 'exact',
  exactPaths: () => [config],
};
