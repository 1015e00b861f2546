import { fileURLToPath } from 'node:url';

/** The folder for everything the lab keeps or mounts: base machines, downloaded packages, running machines. */
export const labDir = process.env['RESCUEPC_LAB_DIR'] ?? '/var/cache/rescuepc-lab';

/** The repository: the sources of product and lab. */
export const sourceDir = fileURLToPath(new URL('../../..', import.meta.url)).replace(/\/$/, '');

/** The repository on the host, or another folder with a built product; bound read-only into every machine at `productDir`. */
export const repoDir = process.env['RESCUEPC_LAB_PRODUCT'] ?? sourceDir;

/** Where the repository is seen inside a machine. */
export const productDir = '/opt/rescuepc';

/** The local package source of every machine, which needs no network. */
export const packageDir = '/srv/lab-packages';
