/**
 * One text of the core and how a German technician says it.
 *
 * `en` is the core's text. What varies is numbered: `{0}` is anything within one sentence and one item of a list, `{0#}` a number,
 * `{0@}` a path, a name or names with commas, `{0=}` a name of several words, `{0*}` anything, also several sentences or nothing.
 * `de` puts them where German wants them: `{0}` as it came, `{0~}` in German where it is known, and `{0!}` makes the whole entry
 * count only where it is.
 */
export type CoreEntry = { readonly en: string; readonly de: string };
