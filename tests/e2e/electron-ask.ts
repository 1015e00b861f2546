import type { Page } from '@playwright/test';

/**
 * Asks the host over a second line of the page, as the window's client does; resolves with the items, or with `{ code }` of a failure
 * (`closed` where the line ends first).
 */
export async function ask(page: Page, name: string, input: unknown): Promise<unknown> {
  return page.evaluate(
    `(async () => {
    window.__own ??= (() => {
      const waiting = new Map();
      const ended = () => waiting.forEach((hear) => hear({ op: 'fail', error: { code: 'closed' } }));
      const line = window.rescuepc.connect((reply) => waiting.get(reply.id)?.(reply), ended);
      return { line, waiting, id: 0 };
    })();
    const own = window.__own;
    const id = (own.id += 1);
    const items = [];
    return new Promise((resolve) => {
      own.waiting.set(id, (reply) => {
        items.push(...(reply.items ?? []));
        if (reply.op === 'fail') resolve({ code: reply.error.code });
        if (reply.op === 'end') resolve(items);
        if (reply.op === 'items') own.line.post({ op: 'more', id, credit: reply.items.length });
      });
      own.line.post({ op: 'open', id, name: ${JSON.stringify(name)}, input: ${JSON.stringify(input)}, credit: 64 });
    });
  })()`,
  );
}
