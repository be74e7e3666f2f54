import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

interface Locked {
  readonly packages: Readonly<Record<string, { readonly hasInstallScript?: boolean }>>;
}

describe('what runs at npm install', () => {
  it('is listed, with its reason, in docs/dependencies.md; nothing that only counts installations is among it', () => {
    const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as Locked;
    const scripts = Object.entries(packages)
      .filter(([, { hasInstallScript }]) => hasInstallScript === true)
      .map(([path]) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length));
    const listed =
      /## Install scripts\n([\s\S]*?)(?:\n## |$)/.exec(readFileSync('docs/dependencies.md', 'utf8'))?.[1] ?? '';
    expect(scripts.filter((name) => !listed.includes(`| ${name} |`))).toEqual([]);
    expect(scripts.filter((name) => name.startsWith('@scarf/'))).toEqual([]);
  });
});
