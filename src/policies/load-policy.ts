import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isScalar,
  LineCounter,
  type Node,
  parseDocument,
  visit,
} from 'yaml';
import type { Language } from '../../domain/kernel/vocabulary.js';
import type { Policy } from '../../domain/policy/policy.js';
import { contentHash } from './content-hash.js';
import { pointerOf } from '../platform/json-pointer.js';
import { policyBounds, type PolicyProblem, validatePolicy } from './validate-policy.js';
import type { Three } from '../platform/http/problems/texts.js';
import { OperatorFault, operatorText } from '../platform/operator-fault.js';
import { problemLineIn } from './problem-texts.js';

export interface LoadedPolicy {
  /** The file's name within its folder. */
  readonly file: string;
  /** SHA-256 hex over the canonical JSON of `policy` (P1). */
  readonly sha256: string;
  readonly policy: Policy;
  /** It ships with the product: later versions of it are for vendors that have none of their own (P4). */
  readonly shipped: boolean;
}

/**
 * P1: stops the start. `problems` holds one line each, `file:line:column: pointer: reason`, in the order of the
 * files.
 */
export class PolicyFilesRefused extends OperatorFault {
  override readonly name = 'PolicyFilesRefused';
  constructor(readonly problems: readonly string[]) {
    const linesIn = (language: Language): string => problems.map((line) => problemLineIn(line, language)).join('\n');
    const lines: Three = [linesIn('zh-CN'), linesIn('zh-TW'), linesIn('en')];
    super(
      operatorText(problems.length === 1 ? 'policy-file' : 'policy-files', { count: problems.length, problems: lines }),
    );
  }
}

/** The packs of two vendors, beside the code that reads them, as sources and as built (P3). */
export const shippedPacks = fileURLToPath(new URL('../../domain/policy/packs', import.meta.url));

/**
 * P1: all policies of a folder (`*.yaml`, `*.yml`; the setting LEDGER_POLICIES), by vendor and version.
 * Throws `PolicyFilesRefused` naming every problem of every file, or that there is no file at all.
 */
export const loadPolicies = (folder: string = shippedPacks): readonly LoadedPolicy[] => {
  const results = filesOf(folder).map((file) => {
    const content = contentOf(join(folder, file));
    return typeof content === 'string'
      ? [`${file}:1:1: the file cannot be read (${content})`]
      : readPolicy(file, content);
  });
  const loaded = results.flatMap((value) => ('policy' in value ? [value] : []));
  const problems = [...results.flatMap((value) => ('policy' in value ? [] : value)), ...sameVersionTwice(loaded)];
  if (problems.length > 0) throw new PolicyFilesRefused(problems);
  const shipped = folder === shippedPacks;
  return loaded
    .map((each) => ({ ...each, shipped }))
    .sort((a, b) =>
      a.policy.vendor < b.policy.vendor
        ? -1
        : a.policy.vendor > b.policy.vendor
          ? 1
          : a.policy.version - b.policy.version,
    );
};

/** P1: one file of UTF-8 YAML 1.2. Throws `PolicyFilesRefused`. */
export const loadPolicy = (file: string, content: Uint8Array): LoadedPolicy => {
  const result = readPolicy(file, content);
  if (!('policy' in result)) throw new PolicyFilesRefused(result);
  return result;
};

const filesOf = (folder: string): readonly string[] => {
  let files: readonly string[];
  try {
    files = readdirSync(folder)
      .filter((name) => /\.ya?ml$/i.test(name))
      .sort();
  } catch (error) {
    throw new PolicyFilesRefused([
      `${basename(folder)}: the folder of policy files cannot be read (${faultOf(error)}); set ` +
        'LEDGER_POLICIES to one that can',
    ]);
  }
  if (files.length === 0)
    throw new PolicyFilesRefused([
      `${basename(folder)}: the folder holds no policy file; put at least one *.yaml there, or leave ` +
        'LEDGER_POLICIES unset',
    ]);
  return files;
};

/** The bytes of a file, or the code of the fault. */
const contentOf = (path: string): Uint8Array | string => {
  try {
    return readFileSync(path);
  } catch (error) {
    return faultOf(error);
  }
};

const faultOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? String(error);

const sameVersionTwice = (loaded: readonly LoadedPolicy[]): readonly string[] =>
  loaded.flatMap(({ file, policy: { vendor, version } }, i) => {
    const first = loaded
      .slice(0, i)
      .find((loadedPolicy) => loadedPolicy.policy.vendor === vendor && loadedPolicy.policy.version === version);
    return first
      ? [`${file}:1:1: /version: version ${version} of "${vendor}" is also in ${first.file}; a version is one file`]
      : [];
  });

/** A parser that a text drives out of its stack refuses the file, not the process. */
const readPolicy = (file: string, content: Uint8Array): LoadedPolicy | readonly string[] => {
  try {
    return readText(file, content);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return [`${file}:1:1: the file nests too deep; allowed: ${policyBounds.depth} levels`];
  }
};

const readText = (file: string, content: Uint8Array): LoadedPolicy | readonly string[] => {
  const text = decoded(content);
  if (text === null) return [`${file}:1:1: the file is not UTF-8; save it as UTF-8`];
  if (content.length > policyBounds.fileBytes)
    return [`${file}:1:1: the file has ${content.length} bytes; allowed: at most ${policyBounds.fileBytes}`];
  const written = text.split('\n').length;
  if (written > policyBounds.fileLines)
    return [`${file}:1:1: the file has ${written} lines; allowed: at most ${policyBounds.fileLines}`];
  const deep = deepestIn(text);
  if (deep > policyBounds.depth * 4)
    return [`${file}:1:1: the file nests deeper than ${policyBounds.depth} levels; write it flatter`];
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    // The parser compares each key with each other; `repeatedKeys` costs the same per key, however many there are.
    uniqueKeys: false,
    version: '1.2',
    merge: false,
  });
  const at = (offset: number): string => {
    const { line, col } = lines.linePos(offset);
    return `${file}:${line}:${col}`;
  };

  // A warning of the parser (such as an unknown tag) means that it read something else than what was meant.
  const syntax = [...document.errors, ...document.warnings]
    .slice(0, policyBounds.problems)
    .map(
      (yAMLError) =>
        `${at(yAMLError.pos[0])}: ${yAMLError.message}${quoted(text.slice(yAMLError.pos[0], yAMLError.pos[0] + 200))}`,
    );
  const repeated = repeatedKeys(document).map(
    (offset) => `${at(offset)}: Map keys must be unique${quoted(text.slice(offset, offset + 200))}`,
  );
  if (syntax.length + repeated.length > 0) return [...syntax, ...repeated].slice(0, policyBounds.problems);
  const references = referencesIn(document)
    .slice(0, policyBounds.problems)
    .map((node) => `${at(node.range?.[0] ?? 0)}: anchors and aliases are not allowed; write the value out`);
  if (references.length > 0) return references;

  const value: unknown = document.toJS();
  const result = validatePolicy(value);
  if ('policy' in result) return { file, policy: result.policy, sha256: contentHash(result.policy), shipped: false };
  return result.problems
    .map((problem) => ({ problem, offset: offsetOf(document, problem) }))
    .sort((a, b) => a.offset - b.offset)
    .map(({ problem, offset }) => `${at(offset)}: ${pointerOf(problem.path) || '/'}: ${problem.reason}`);
};

/**
 * How deep a text can nest at most, by its brackets and its block indicators: the parser recurses, so this is checked
 * first. Brackets inside quotes count too; a policy has few.
 */
const deepestIn = (text: string): number => {
  let [depth, deepest] = [0, 0];
  for (const mark of text.matchAll(/[[{}\]]/g)) {
    depth = Math.max(0, depth + (mark[0] === '[' || mark[0] === '{' ? 1 : -1));
    deepest = Math.max(deepest, depth);
  }
  const blocks = Math.max(0, ...(text.match(/^[ \t]*(?:[-?:][ \t]+)+/gm) ?? []).map(({ length }) => length / 2));
  return Math.max(deepest, blocks);
};

/** The rest of the line that a fault begins on, as far as it helps to find it. */
const quoted = (text: string): string => {
  const head = text.split('\n', 1)[0]!.trim().slice(0, 40);
  return head === '' ? '' : `, at "${head}"`;
};

const decoded = (content: Uint8Array): string | null => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    return null;
  }
};

/** The place of a key that its map has already. */
const repeatedKeys = (document: Document): readonly number[] => {
  const found: number[] = [];
  visit(document, {
    Map(_key, { items }) {
      const seen = new Set<string>();
      for (const { key } of items) {
        const name = isScalar(key) ? String(key.value) : '';
        if (seen.has(name)) found.push(rangeStart(key) ?? 0);
        seen.add(name);
      }
    },
  });
  return found;
};

const referencesIn = (document: Document): readonly Node[] => {
  const found: Node[] = [];
  visit(document, {
    Node(_key, node) {
      if (isAlias(node) || node.anchor !== undefined) found.push(node);
    },
  });
  return found;
};

/** Where the value of a path begins in the text; of a key, the key; of what is not there, what should hold it. */
const offsetOf = (document: Document, { path, atKey }: PolicyProblem): number => {
  let node: unknown = document.contents;
  let offset = rangeStart(node) ?? 0;
  for (const [i, part] of path.entries()) {
    if (isMap(node) && atKey && i === path.length - 1) {
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(part));
      return rangeStart(pair?.key) ?? offset;
    }
    node = isCollection(node) ? node.get(part, true) : undefined;
    offset = rangeStart(node) ?? offset;
  }
  return offset;
};

const rangeStart = (node: unknown): number | undefined =>
  isCollection(node) || isScalar(node) ? node.range?.[0] : undefined;
