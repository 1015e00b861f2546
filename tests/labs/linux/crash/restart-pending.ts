import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { bootMachine } from '../machine.ts';
import { last, textOf } from '../product.ts';
import { buildVariant } from '../product-variant.ts';
import type { Report } from './points.ts';
import { type Rig, layRig } from './rig.ts';

const unit = `[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/usr/bin/test -e /etc/lab-boot.conf
[Install]
WantedBy=multi-user.target
`;

/** A repair that only a restart can prove: pending on its own boot, whatever is asked, and proved by the first look on the next one. */
export async function restartPending(): Promise<Report> {
  const file = 'src-main/core/routines/index.ts';
  const from = "import type { Routine } from './define.js';";
  const routine = fileURLToPath(new URL('restart-routine.ts', import.meta.url));
  const product = await buildVariant('restart', [
    { file, from, to: `${from}\nimport { labRestart } from '${routine}';` },
    { file, from: '  anyFsckExt4,', to: '  labRestart,\n  anyFsckExt4,' },
  ]);
  const machine = await bootMachine();
  try {
    machine.write('/etc/systemd/system/lab-boot.service', unit);
    await machine.must(['systemctl', 'enable', '-q', 'lab-boot.service']);
    await machine.reboot();
    return await prove(await layRig(machine, product));
  } finally {
    machine.off();
    rmSync(product, { recursive: true, force: true });
  }
}

async function prove(rig: Rig): Promise<Report> {
  const repaired = await rig.call(['repair', 'any-lab-restart', '--yes']);
  const run = textOf(last(repaired, 'finished'), 'run');
  const sameBoot = await rig.call(['verify', run]);
  const runs = await rig.call(['runs']);
  const recovered = await rig.call(['recover']);
  await rig.machine.reboot();
  const nextBoot = await rig.call(['verify']);
  const journal = await rig.call(['journal', 'verify']);
  const left = await rig.call(['runs']);
  const outcome = (said: typeof repaired, type: string): string => `${said.code} ${textOf(last(said, type), 'outcome')}`;
  const answers: readonly (readonly [string, string, string])[] = [
    ['repair', outcome(repaired, 'finished'), '7 restart-pending'],
    ['verify on the same boot', outcome(sameBoot, 'verified'), '7 restart-pending'],
    ['runs', `${JSON.stringify(runs.documents).includes('"state":"restart-pending"')}`, 'true'],
    ['recover has nothing to do', `${recovered.code} ${textOf(recovered.documents[0], 'type')}`, '0 recovered'],
    ['verify after the restart', outcome(nextBoot, 'verified'), '0 repaired'],
    ['runs after that', JSON.stringify(left.documents[0]?.['runs']), '[]'],
    ['journal verify', String(journal.code), '0'],
  ];
  const failures = answers.filter(([, was, should]) => was !== should).map(([what, was, should]) => `${what}: ${was}, not ${should}`);
  return { tried: `${answers.length} answers`, found: outcome(nextBoot, 'verified'), failures };
}
