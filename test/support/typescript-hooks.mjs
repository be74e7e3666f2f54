import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { transformSync } from '@swc/core';

/** `./x.js` is `./x.ts` where only that exists. */
export const resolve = async (specifier, context, next) => {
  const url = /^(?:\.|file:)/.test(specifier) ? new URL(specifier, context.parentURL).href : '';
  const source = url.replace(/\.js$/, '.ts');
  const isSource = url.startsWith('file:') && !existsSync(fileURLToPath(url)) && existsSync(fileURLToPath(source));
  return isSource ? { url: source, format: 'module', shortCircuit: true } : next(specifier, context);
};

export const load = async (url, context, next) => {
  if (!url.startsWith('file:') || !url.endsWith('.ts')) return next(url, context);
  const { code } = transformSync(readFileSync(fileURLToPath(url), 'utf8'), {
    filename: fileURLToPath(url),
    swcrc: false,
    sourceMaps: 'inline',
    module: { type: 'es6' },
    jsc: {
      target: 'es2023',
      parser: { syntax: 'typescript', decorators: true },
      transform: { legacyDecorator: true, decoratorMetadata: true },
    },
  });
  return { format: 'module', source: code, shortCircuit: true };
};
