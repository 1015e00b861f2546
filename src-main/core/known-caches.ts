/**
 * What may be deleted below `~/.cache`: parts of known programs' caches, by their names there. Whatever is not listed stays, since many
 * programs keep there what exists once: write-back stores that are not yet uploaded (rclone, onedriver, kioexec), editors' local history
 * (JetBrains), calendars (evolution), archives being looked into (`.fr-*`), virtual environments (pypoetry/virtualenvs), tokens
 * (huggingface), local storage of programs (deno), profiles of photos (RawTherapee). Listed are names of parts, never a whole program's
 * folder. `*` stands for any name that does not begin with a dot.
 */
const patterns: readonly string[] = [
  // Made again from the pictures: freedesktop.org Thumbnail Managing Standard, 4.1.
  'thumbnails/{normal,large,x-large,xx-large,fail}',
  // Web pages: the profile itself lies in ~/.mozilla (Firefox: nsXREDirProvider, "ProfLD" is for what may be lost).
  'mozilla/firefox/*/{cache2,startupCache,thumbnails,safebrowsing}',
  'thunderbird/*/{cache2,startupCache}',
  // Web pages: the profile lies in ~/.config (Chromium: docs/user_data_dir.md, "User Cache Directory").
  'chromium/*/{Cache,Code Cache}',
  'google-chrome/*/{Cache,Code Cache}',
  'microsoft-edge/*/{Cache,Code Cache}',
  'vivaldi/*/{Cache,Code Cache}',
  'BraveSoftware/Brave-Browser/*/{Cache,Code Cache}',
  // Answers of the package index (pip: "Caching", HTTP responses). Not wheels: they were built here.
  'pip/{http,http-v2,selfcheck}',
  // Compiled packages (`go help cache`). Not fuzz: inputs that were found in hours; `go clean -cache` leaves them too.
  'go-build/[0-9a-f][0-9a-f]',
  // Compiled files (ccache manual: "Cache directory"). Not ccache.conf, which may lie beside them.
  'ccache/[0-9a-f]',
  // Packages of the registry (yarn 1: `yarn cache clean`).
  'yarn/v[0-9]',
  // Packages of the index (Poetry: "cache-dir"). Not virtualenvs.
  'pypoetry/{cache,artifacts}',
  // Packages and lists of the registry (Composer: cache-files-dir, cache-repo-dir). Not vcs: clones of sources that may be gone.
  'composer/{files,repo}',
  // Headers of Node by version (node-gyp: "devdir").
  'node-gyp/[0-9]*',
  // Made again from the fonts that are installed (fonts-conf(5), cachedir).
  'fontconfig/*.cache-*',
  // Compiled shaders (Mesa: MESA_SHADER_CACHE_DIR; NVIDIA: __GL_SHADER_DISK_CACHE_PATH).
  'mesa_shader_cache/[0-9a-f][0-9a-f]',
  'mesa_shader_cache_db/part*',
  'nvidia/GLCache',
];

/** One way to something that may go: expressions for each name on it, from below `~/.cache`. The first is the program's folder. */
export type KnownCache = { readonly program: string; readonly names: readonly RegExp[] };

export const knownCaches: readonly KnownCache[] = patterns.map((pattern) => {
  const [program = '', ...parts] = pattern.split('/');
  return { program, names: parts.map(nameExpression) };
});

/** Whether a path from below `~/.cache` is just what a known cache consists of: not above it, and not within it. */
export function isKnownCache(path: string): boolean {
  const [program, ...names] = path.split('/');
  return knownCaches.some(
    (cache) =>
      cache.program === program && cache.names.length === names.length && cache.names.every((name, index) => name.test(names[index] ?? '')),
  );
}

function nameExpression(name: string): RegExp {
  const source = name
    .replaceAll('.', '\\.')
    .replaceAll('*', '[^/]*')
    .replace(/\{([^{}]*)\}/, (_all, choices: string) => `(?:${choices.replaceAll(',', '|')})`);
  return new RegExp(`^(?!\\.)${source}$`);
}
