import type { RoutineInfo } from '../../../src-shared/contract/scan.js';

/** A setting that a routine declares, as the catalogue tells it. */
export type DeclaredParam = { readonly name: string; readonly title: string } & (
  | { readonly type: 'folder' }
  | { readonly type: 'choice'; readonly choices: readonly string[]; readonly default: string }
  | { readonly type: 'number'; readonly min: number; readonly max: number; readonly default: number }
);

/** Reads what the catalogue declares; a kind that this window does not know is left out, and keeps its default. */
export function declaredParams(params: RoutineInfo['params']): DeclaredParam[] {
  return Object.entries(params).flatMap(([name, declared]): DeclaredParam[] => {
    if (typeof declared !== 'object' || declared === null) return [];
    const fields = new Map<string, unknown>(Object.entries(declared));
    const title = textOf(fields.get('title'), name);
    switch (fields.get('type')) {
      case 'folder':
        return [{ name, title, type: 'folder' }];
      case 'choice': {
        const choices = fields.get('choices');
        return Array.isArray(choices)
          ? [{ name, title, type: 'choice', choices: choices.map(String), default: textOf(fields.get('default'), '') }]
          : [];
      }
      case 'number':
        return [
          {
            name,
            title,
            type: 'number',
            min: numberOf(fields.get('min'), -Infinity),
            max: numberOf(fields.get('max'), Infinity),
            default: numberOf(fields.get('default'), 0),
          },
        ];
      default:
        return [];
    }
  });
}

function textOf(value: unknown, other: string): string {
  return typeof value === 'string' ? value : other;
}

function numberOf(value: unknown, other: number): number {
  return typeof value === 'number' ? value : other;
}
