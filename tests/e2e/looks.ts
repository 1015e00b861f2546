/// <reference lib="dom" />
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/** Violations of accessibility rules on the page as it is, one line for each rule. `of`: only those about colours. */
export async function axeFindings(page: Page, of: 'all' | 'colours' = 'all'): Promise<string[]> {
  // Its other way opens a second page each time.
  const axe = new AxeBuilder({ page }).setLegacyMode();
  const { violations } = await (of === 'all' ? axe : axe.withTags(['cat.color'])).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' | ')}`);
}

/** How many pixels the page is wider than the window, and what sticks out; '' if it fits. */
export function tooWide(page: Page): Promise<string> {
  return page.evaluate(() => {
    const over = document.documentElement.scrollWidth - document.documentElement.clientWidth;
    if (over <= 0) return '';
    const scrolls = (element: Element): boolean => element.closest('[class*=overflow-auto], [class*=overflow-x-auto]') !== null;
    const out = [...document.body.querySelectorAll('*')].filter(
      (element) => element.getBoundingClientRect().right > innerWidth + 1 && !scrolls(element),
    );
    return `${over} px: ${out
      .slice(-3)
      .map((element) => element.outerHTML.slice(0, 150))
      .join(' | ')}`;
  });
}

/** Buttons and fields that could not be told from the ground they are on, when the system chooses all colours. */
export function invisibleInForcedColors(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('button, input, select, textarea, a')].flatMap((element) => {
      const box = element.getBoundingClientRect();
      if (box.width < 2 || box.height < 2 || element.matches('.sr-only')) return [];
      const style = getComputedStyle(element);
      const ground = (from: Element | null): string => {
        for (let at = from; at; at = at.parentElement) {
          const colour = getComputedStyle(at).backgroundColor;
          if (!/^rgba.*, 0\)$|^transparent$/.test(colour)) return colour;
        }
        return getComputedStyle(document.documentElement).backgroundColor;
      };
      return style.color === ground(element) ? [element.outerHTML.slice(0, 150)] : [];
    }),
  );
}

/** Animations and transitions that take visible time although less motion is wanted. */
export function stillMoves(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('*')].flatMap((element) => {
      const { transitionDuration, animationDuration, animationName } = getComputedStyle(element);
      const long = (times: string): boolean =>
        times.split(',').some((time) => Number.parseFloat(time) * (time.includes('ms') ? 1 : 1000) > 20);
      return long(transitionDuration) || (animationName !== 'none' && long(animationDuration)) ? [element.outerHTML.slice(0, 120)] : [];
    }),
  );
}
