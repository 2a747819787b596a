import { join } from 'node:path';

/** Everything the lab makes lies under this folder; deleting it (after `down`) loses nothing but time. */
export const home = process.env['DRYDOCK_LAB'] ?? '/var/tmp/drydock-lab';

/** Shared by all runs, written once: unpacked packages, image layers and tarballs. */
export const cache = join(home, 'cache');

/** One folder per run; gone when the run is over. */
export const runs = join(home, 'runs');

/** The built command line. */
export const DRYDOCK = join(import.meta.dirname, '../../bin/drydock.js');
