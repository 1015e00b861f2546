import { expect, test } from 'vitest';
import { readIptables, readNftRuleset } from '../../../src-main/core/facts/readers/nft.js';
import type { Raw } from '../../../src-main/core/ports.js';
import { rawOf } from '../../fakes/fake-exec.js';

const nft = (...entries: object[]): Raw =>
  rawOf({ stdout: JSON.stringify({ nftables: [{ metainfo: { version: '1.0.6' } }, ...entries] }) });
const input = { chain: { family: 'inet', table: 'filter', name: 'input', hook: 'input', policy: 'accept' } };
const rule = (chain: string, ...expr: object[]) => ({ rule: { family: 'inet', table: 'filter', chain, expr } });

test('nft: refused by policy, by rule, behind a jump; a rule that accepts, or of another way, is no filter', () => {
  const refuses = (raw: Raw): unknown =>
    readNftRuleset(raw).known && (readNftRuleset(raw) as { value: { refuses: boolean } }).value.refuses;
  expect(refuses(nft({ chain: { ...input.chain, policy: 'drop' } }))).toBe(true);
  expect(refuses(nft(input, rule('input', { match: {} }, { drop: null })))).toBe(true);
  expect(refuses(nft(input, rule('input', { jump: { target: 'more' } }), rule('more', { xt: { type: 'target', name: 'REJECT' } })))).toBe(
    true,
  );
  expect(refuses(nft(input, rule('input', { jump: { target: 'input' } })))).toBe(false);
  expect(refuses(nft(input, rule('input', { accept: null }), rule('forward', { drop: null })))).toBe(false);
  expect(refuses(nft())).toBe(false);
  expect(readNftRuleset(rawOf({ stdout: '{"nftables":[]}' })).known).toBe(false);
  expect(readNftRuleset(rawOf({ code: 1, stderr: 'Operation not permitted' })).known).toBe(false);
  expect(readIptables(rawOf({ stdout: '-P INPUT DROP\n-P FORWARD ACCEPT\n' }))).toMatchObject({ value: { refuses: true } });
  expect(readIptables(rawOf({ stdout: '-P INPUT ACCEPT\n-A INPUT -j ufw\n-A ufw -p tcp -j DROP\n' }))).toMatchObject({
    value: { refuses: true },
  });
  expect(readIptables(rawOf({ stdout: '-P INPUT ACCEPT\n-A FORWARD -j DROP\n' }))).toMatchObject({ value: { refuses: false } });
});
