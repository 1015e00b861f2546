import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fiveFaults } from '../labs/linux/cases/five-faults.ts';
import { bootMachine } from '../labs/linux/machine.ts';
import { repo } from './run.ts';

/** `npm run picture`: a lab machine with five faults is scanned, and what its terminal shows becomes the README's picture. */
// ANSI colour numbers and what they look like on the picture's dark ground.
const colours: Readonly<Record<string, string>> = { '31': '#ff8a80', '33': '#f2c14e', '36': '#7cd4e6', '32': '#8fd694' };

/** Styles go on from one line to the next, as in a terminal. */
let bold = false;
let dim = false;
let colour = '';

const machine = await bootMachine(fiveFaults.machine);
try {
  await fiveFaults.settle?.(machine);
  await fiveFaults.inject(machine);
  const program = '/opt/rescuepc/node_modules/node/bin/node /opt/rescuepc/out/main/cli.js scan';
  const { screen } = await machine.terminal(['sh', '-c', `stty cols 110; ${program}`], [], { timeoutMs: 600_000 });
  const folder = join(repo, 'docs', 'images');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'scan.svg'), drawing(screen));
} finally {
  machine.off();
}

/** A terminal's text with its colours as an SVG of our own making: no fonts, no scripts. */
function drawing(screen: string): string {
  const lines = screen.replaceAll('\r', '').trimEnd().split('\n');
  const height = lines.length * 19 + 32;
  const rows = lines.map((line, index) => `<text x="16" y="${30 + index * 19}" xml:space="preserve">${spans(line)}</text>`);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="1000" height="${height}" viewBox="0 0 1000 ${height}" role="img" aria-label="rescuepc scan on a machine with five faults"><rect width="100%" height="100%" rx="8" fill="#161b22"/><g font-family="ui-monospace,SFMono-Regular,Menlo,Consolas,monospace" font-size="14" fill="#d7dde5">${rows.join('')}</g></svg>\n`;
}

function spans(line: string): string {
  return (
    line
      // oxlint-disable-next-line no-control-regex
      .split(/(\u001b\[[0-9;]*m)/)
      .map((part) => {
        // oxlint-disable-next-line no-control-regex
        const code = /^\u001b\[([0-9;]*)m$/.exec(part)?.[1];
        if (code === undefined) {
          const style = [bold ? 'font-weight="bold"' : '', colour !== '' ? `fill="${colour}"` : dim ? 'fill="#8b97a5"' : '']
            .filter((word) => word !== '')
            .join(' ');
          return part === '' ? '' : `<tspan ${style}>${part.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</tspan>`;
        }
        if (code === '1') bold = true;
        else if (code === '2') dim = true;
        else if (code === '22') bold = dim = false;
        else if (code === '39' || code === '0') colour = '';
        else colour = colours[code] ?? colour;
        return '';
      })
      .join('')
  );
}
