import type { IncomingMessage } from 'node:http';
import { Inject } from '@nestjs/common';
import type { Files } from '../platform/files/files.js';
import type { KeyStore } from '../platform/keys/key-store.js';
import { FILES, KEY_STORE } from '../platform/tokens.js';
import type { Upload } from './start-import.command.js';
import { receiveUpload } from './upload.js';

/** Stores uploads, sealed from their first byte on with the key of their import (A2). */
export class Uploads {
  constructor(
    @Inject(FILES) private readonly files: Files,
    @Inject(KEY_STORE) private readonly keys: Pick<KeyStore, 'provide'>,
  ) {}

  /** @param limit in MB; throws what `receiveUpload` throws */
  async receive(request: IncomingMessage, vendor: string, importId: string, limit: number): Promise<Upload> {
    const target = {
      put: async (content: AsyncIterable<Uint8Array>, maxBytes: number) => {
        const key = (await this.keys.provide(vendor, [importId])).get(importId);
        if (key == null) throw new Error(`the key of ${importId} was destroyed`);
        return this.files.put(content, { maxBytes, key });
      },
      remove: (sha256: string) => this.files.remove(sha256),
    };
    const { sha256: file, contentSha256: sha256, size: bytes, name } = await receiveUpload(request, target, limit);
    return { file, sha256, bytes, name };
  }
}
