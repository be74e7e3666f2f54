import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freshFolder } from './folder.js';

export interface Certified {
  readonly key: string;
  readonly cert: string;
}
/** An authority of this test alone; nothing outside trusts it. */
export interface Authority {
  /** The file of its certificate, in PEM. */
  readonly file: string;
  /** A certificate for one DNS name, good for a day. */
  issue(name: string): Certified;
}

/** Whether this machine has `openssl`. */
export const canCertify = (): boolean => spawnSync('openssl', ['version']).status === 0;

/** Makes keys and certificates with `openssl`, in a folder that is removed after the tests of this file. */
export function authority(): Authority {
  const folder = freshFolder();
  const at = (name: string): string => join(folder, name);
  const openssl = (...args: readonly string[]): void => void execFileSync('openssl', args, { stdio: 'pipe' });
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  openssl(
    'req',
    '-x509',
    ...key,
    '-keyout',
    at('ca.key'),
    '-out',
    at('ca.pem'),
    '-days',
    '1',
    '-subj',
    '/CN=authority of a test',
  );
  let issued = 0;
  return {
    file: at('ca.pem'),
    issue: (name) => {
      const serial = String((issued += 1));
      const [own, question, cert, more] = ['key', 'csr', 'pem', 'ext'].map((kind) => at(`${serial}.${kind}`)) as [
        string,
        string,
        string,
        string,
      ];
      writeFileSync(more, `subjectAltName=DNS:${name}\n`);
      openssl('req', '-new', ...key, '-keyout', own, '-out', question, '-subj', `/CN=${name}`);
      openssl(
        'x509',
        '-req',
        '-in',
        question,
        '-CA',
        at('ca.pem'),
        '-CAkey',
        at('ca.key'),
        '-set_serial',
        serial,
        '-days',
        '1',
        '-extfile',
        more,
        '-out',
        cert,
      );
      return { key: readFileSync(own, 'utf8'), cert: readFileSync(cert, 'utf8') };
    },
  };
}
