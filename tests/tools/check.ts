import { run } from './run.ts';

/** `npm run check`: types, lint with the rooms' boundaries, format, dead code. Each is one test. */
const checks: readonly (readonly [string, readonly string[]])[] = [
  ['tsc', ['-b']],
  ['oxlint', ['--type-aware', '--deny-warnings']],
  ['prettier', ['--check', '--log-level', 'warn', '.']],
  ['knip', ['--no-progress']],
  // The page of repairs is what the built catalogue says.
  ['node', ['tests/tools/routines-doc.ts', '--check']],
  // What the security paper names as its proofs is there.
  ['node', ['tests/tools/security-doc.ts']],
];

let failed = 0;
for (const [tool, args] of checks) {
  const { code, output } = await run(tool, args, { quiet: true });
  console.log(`${code === 0 ? 'pass' : 'FAIL'} ${tool}`);
  if (code !== 0) {
    failed += 1;
    console.log(output);
  }
}
console.log(`${checks.length - failed} passed, ${failed} failed, 0 skipped`);
process.exitCode = failed === 0 ? 0 : 1;
