import { afterEach, beforeEach, describe } from 'vitest';
import { connect, type Client } from '../../src-shared/wire/index.js';
import { answerCases } from './wire-suite-answers.js';
import { endingCases } from './wire-suite-endings.js';
import { refusalCases } from './wire-suite-refusals.js';
import { wireContract } from './wire-fixture.js';
import type { Rig } from './wire-rigs.js';

/** What the cases work with; made anew for each. */
export type Bench = { readonly rig: Rig; readonly client: Client<typeof wireContract> };

/** What both ends of the wire promise, whatever carries the messages. */
export function wireSuite(name: string, createRig: () => Promise<Rig>): void {
  describe(`the wire over ${name}`, () => {
    let bench: Bench | undefined;
    beforeEach(async () => {
      const rig = await createRig();
      bench = { rig, client: connect(wireContract, rig.port) };
    });
    afterEach(() => bench?.rig.stop());

    const current = (): Bench => {
      if (bench === undefined) throw new Error('no bench outside a test');
      return bench;
    };
    answerCases(current);
    endingCases(current);
    refusalCases(current);
  });
}
