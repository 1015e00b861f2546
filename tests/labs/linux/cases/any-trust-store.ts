import { type LabCase, verdict } from '../case.ts';

const bundle = '/etc/ssl/certs/ca-certificates.crt';

export const trustStore: LabCase = {
  id: 'any-trust-store',
  routines: ['any-trust-store'],
  title: 'a full disk cut the list of trusted authorities in the middle of a certificate',
  inject: async (machine) => {
    await machine.must(['truncate', '-s', '90001', bundle]);
  },
  oracle: async (machine) => {
    // The last authorities of the alphabet are behind the cut.
    const script = `n=0; for f in /usr/share/ca-certificates/mozilla/*.crt; do openssl verify -no-CApath -no-CAstore -no_check_time -CAfile ${bundle} "$f" >/dev/null 2>&1 && n=$((n+1)); done; echo $n; ls /usr/share/ca-certificates/mozilla | wc -l`;
    const [known = '', all = ''] = (await machine.must(['sh', '-c', script])).trim().split('\n');
    return verdict([[Number(known) >= Number(all) - 3 && Number(all) > 50, `openssl knows ${known} of ${all}`]]);
  },
  allowedChanges: [bundle, '/etc/ssl/certs', '/etc/ssl/certs/**'],
  undo: 'best-effort',
  exactPaths: () => [bundle],
};
