import { hostsHijack } from '../cases/any-hosts-hijack.ts';
import { call, type Json, last } from '../product.ts';
import type { Trial } from '../rights/trial.ts';

type Rung = { readonly title: string; readonly state: string; readonly routines: readonly string[] };

/** Complaints are followed rung by rung: where it breaks is named, with the repair that helps. */
export const symptomTrial: Trial = {
  id: 'symptoms',
  title: 'a complaint is followed to where it breaks',
  machine: { sizeMb: 300 },
  async prove(machine, proof) {
    const names = ['no-internet', 'slow', 'no-updates', 'wont-boot', 'disk-full', 'no-sound', 'no-printing', 'pop-ups'];
    for (const name of names.slice(1)) {
      const said = await call(machine, ['scan', '--symptom', name]);
      const rungs = rungsOf(last(said, 'scan'));
      proof.check(rungs.length > 0, `${name} has no rungs`);
      proof.check(said.code === 0 || said.code === 10 || said.code === 11, `${name}: exit ${said.code}: ${said.text.slice(0, 200)}`);
      const broken = rungs.filter((rung) => rung.state === 'breaks' && name !== 'no-sound' && name !== 'no-printing');
      proof.check(broken.length === 0, `${name} on a sound machine breaks at ${broken.map((rung) => rung.title).join(', ')}`);
    }
    // A machine without any network: the ladder breaks at its first rung, and the later ones say so too or could not look.
    const offline = rungsOf(last(await call(machine, ['scan', '--symptom', 'no-internet']), 'scan'));
    proof.check(offline[0]?.state === 'breaks', `without a network the first rung is ${offline[0]?.state ?? 'missing'}`);
    proof.check(
      offline.every((rung) => rung.title !== 'Names' || rung.state !== 'fine'),
      'names are fine without a network',
    );

    await hostsHijack.inject(machine);
    const hijacked = await call(machine, ['scan', '--symptom', 'pop-ups']);
    const guilty = rungsOf(last(hijacked, 'scan')).find((rung) => rung.state === 'breaks');
    proof.check(
      hijacked.code === 10 && guilty?.routines.includes('any-hosts-hijack') === true,
      `pop-ups: exit ${hijacked.code}, ${JSON.stringify(guilty)}`,
    );

    await machine.must(['sh', '-c', 'fallocate -l 285M /srv/filler 2>/dev/null || head -c 285000000 /dev/zero >/srv/filler || true']);
    const full = await call(machine, ['scan', '--symptom', 'disk-full']);
    const room = rungsOf(last(full, 'scan'))[0];
    proof.check(full.code === 10 && room?.state === 'breaks', `disk-full: exit ${full.code}, ${JSON.stringify(room)}`);
    proof.refuses('a complaint that is not known', await call(machine, ['scan', '--symptom', 'too-loud']), 2, /one of no-internet/);
  },
};

function rungsOf(scan: Json | undefined): readonly Rung[] {
  const symptom = scan?.['symptom'] as { rungs?: readonly Rung[] } | undefined;
  return symptom?.rungs ?? [];
}
