/** One searched object: the folded texts under which it is found. */
export interface Entry {
  /** The object whose entries are replaced together. */
  readonly owner: string;
  /** Distinguishes the entries of one owner. */
  readonly part?: string;
  readonly texts: readonly string[];
}

export interface Hit {
  readonly owner: string;
  readonly part: string;
  /** Which of the entry's texts holds what was searched for. */
  readonly text: number;
  /** How: 0 it is that text, 1 it begins so, 2 it holds it. */
  readonly rank: number;
}

/** Entries are spread over so many lists by their owner: a change rewrites one of them. */
const usualLists = 1024;

/** Lines are joined when they are searched: one text of a few hundred lines is searched faster than as many texts. */
interface List {
  ids: string[];
  /** Null while they are joined. */
  lines: string[] | null;
  joined: string;
  /** Where each line begins. */
  starts: Uint32Array;
}

/**
 * Texts in memory, searched by any part of them. No text may hold a tab or a line break; each is between tabs, each
 * entry is a line, so that one search for a text finds whole texts, beginnings, or parts.
 */
export class TextIndex {
  readonly #lists: List[];
  #entries = 0;

  constructor(lists = usualLists) {
    this.#lists = Array.from({ length: lists }, emptyList);
  }

  get entries(): number {
    return this.#entries;
  }

  clear(): void {
    for (let at = 0; at < this.#lists.length; at += 1) this.#lists[at] = emptyList();
    this.#entries = 0;
  }

  /** Adds entries of an owner that has none yet. */
  add(entries: readonly Entry[]): void {
    for (const { owner, part = '', texts } of entries) {
      const list = this.#listOf(owner);
      linesOf(list).push(`\t${texts.join('\t')}\t`);
      list.ids.push(part === '' ? owner : `${owner} ${part}`);
      this.#entries += 1;
    }
  }

  /** Puts these entries in the place of all that the owner had. */
  replace(owner: string, entries: readonly Entry[]): void {
    const list = this.#listOf(owner);
    const ofParts = `${owner} `;
    const staying = list.ids.map((id) => id !== owner && !id.startsWith(ofParts));
    if (staying.includes(false)) {
      const lines = linesOf(list);
      this.#entries -= staying.filter((stays) => !stays).length;
      list.lines = lines.filter((_, at) => staying[at]);
      list.ids = list.ids.filter((_, at) => staying[at]);
    }
    this.add(entries);
  }

  /**
   * At most `limit` entries: first those with a text that is the searched one, then that begins so, then the others.
   */
  find(searched: string, limit: number): readonly Hit[] {
    const found = new Map<string, Hit>();
    for (const [rank, needle] of [`\t${searched}\t`, `\t${searched}`, searched].entries())
      for (const list of this.#lists) {
        if (found.size >= limit) return [...found.values()];
        hitsIn(list, { needle, rank }, limit, found);
      }
    return [...found.values()];
  }

  /** The owners of all entries that hold the text; undefined where they are more than `most`. */
  owners(searched: string, most: number): ReadonlySet<string> | undefined {
    const found = new Map<string, Hit>();
    for (const list of this.#lists) {
      hitsIn(list, { needle: searched, rank: 2 }, most + 1, found);
      if (found.size > most) return undefined;
    }
    return new Set([...found.values()].map(({ owner }) => owner));
  }

  /** Whether an entry of the owner holds the text. */
  holds(owner: string, searched: string): boolean {
    const list = this.#listOf(owner);
    if (list.lines !== null) join(list);
    const ofParts = `${owner} `;
    return list.ids.some((id, line) => {
      if (id !== owner && !id.startsWith(ofParts)) return false;
      return list.joined.slice(list.starts[line], list.starts[line + 1]).includes(searched);
    });
  }

  #listOf(owner: string): List {
    return this.#lists[hashOf(owner) % this.#lists.length]!;
  }
}

const emptyList = (): List => ({ ids: [], lines: [], joined: '', starts: new Uint32Array() });

/** FNV-1a. */
const hashOf = (text: string): number => {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
};

const linesOf = (list: List): string[] => {
  list.lines ??= list.ids.length === 0 ? [] : list.joined.split('\n');
  return list.lines;
};

interface Needle {
  readonly needle: string;
  readonly rank: number;
}

const hitsIn = (list: List, { needle, rank }: Needle, limit: number, found: Map<string, Hit>): void => {
  if (list.lines !== null) join(list);
  const { joined, ids, starts } = list;
  for (let at = joined.indexOf(needle); at >= 0 && found.size < limit;) {
    const line = lineAt(starts, at);
    const id = ids[line]!;
    const start = starts[line]!;
    if (!found.has(id)) found.set(id, { ...hitOf(id, joined, start, needle.startsWith('\t') ? at + 1 : at), rank });
    const end = starts[line + 1];
    at = end === undefined ? -1 : joined.indexOf(needle, end);
  }
};

const join = (list: List): void => {
  const lines = list.lines!;
  list.joined = lines.join('\n');
  list.starts = new Uint32Array(lines.length);
  for (let line = 0, at = 0; line < lines.length; at += lines[line]!.length + 1, line += 1) list.starts[line] = at;
  list.lines = null;
};

/** The last line that begins at or before a place. */
const lineAt = (starts: Uint32Array, at: number): number => {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle]! <= at) low = middle;
    else high = middle - 1;
  }
  return low;
};

const hitOf = (id: string, joined: string, start: number, at: number): Omit<Hit, 'rank'> => {
  const [owner = '', part = ''] = id.split(' ');
  let text = -1;
  for (let tab = joined.indexOf('\t', start); tab >= 0 && tab < at; tab = joined.indexOf('\t', tab + 1)) text += 1;
  return { owner, part, text };
};
