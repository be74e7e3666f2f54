import { ScratchTable } from '../../../platform/scratch/scratch-table.js';
import type { Archive } from './archive.js';
import { broken } from './archive.js';
import { bounds } from '../../bounds.js';
import { overBound } from '../file-fault.js';
import { unescaped } from './cells.js';
import { readXml } from './xml.js';

/**
 * The texts that cells share, by number. A workbook of a million records has millions of them before the first cell:
 * they are stored in a scratch table.
 */
export class SharedStrings {
  readonly #texts = new ScratchTable<string>(16);

  private constructor() {}

  static async read(archive: Archive, part: string | undefined): Promise<SharedStrings> {
    const strings = new SharedStrings();
    try {
      if (part !== undefined) await strings.#fill(archive, part);
      return strings;
    } catch (error) {
      strings.close();
      throw error;
    }
  }

  /** @throws FileFault for a number that names nothing */
  get(id: string): string {
    const text = this.#texts.get(Number(id));
    if (text === undefined) throw broken(`there is no shared text ${id.slice(0, 20)}`);
    return text;
  }

  close(): void {
    this.#texts.close();
  }

  async #fill(archive: Archive, part: string): Promise<void> {
    const reader = textReader('si');
    let id = 0;
    for await (const _ of readXml(part, archive.text(part), reader)) {
      if (reader.texts.length === 0) continue;
      const texts = reader.texts.splice(0);
      if (id + texts.length > bounds.sharedTexts) throw overBound('sharedTexts');
      this.#texts.setAll(texts.map((text) => [(id += 1) - 1, text]));
    }
  }
}

/** Collects the texts of the elements of a name: plain or of several runs, without the reading aids of rich text. */
const textReader = (element: string) => {
  const texts: string[] = [];
  let [text, taking, aid] = ['', false, 0];
  return {
    texts,
    open(name: string) {
      if (name === element) text = '';
      if (name === 'rPh') aid += 1;
      taking = name === 't' && aid === 0;
    },
    text(piece: string) {
      if (taking) text += piece;
      if (text.length > bounds.cellText) throw broken(`a text of more than ${bounds.cellText} characters`);
    },
    close(name: string) {
      if (name === 'rPh') aid -= 1;
      if (name === 't') taking = false;
      if (name === element) texts.push(unescaped(text));
    },
  };
};
