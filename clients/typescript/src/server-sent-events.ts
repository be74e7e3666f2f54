/** One block of a stream: a message, or a comment with an id, whose data is empty. */
export interface Block {
  readonly id: string;
  readonly data: string;
}

/** The blocks of a stream of Server-Sent Events. `onSilence` is called after so many ms without a byte. */
export async function* readMessages(
  body: ReadableStream<Uint8Array>,
  silentMs: number,
  onSilence: () => void,
): AsyncGenerator<Block> {
  const reader = body
    .pipeThrough(new TextDecoderStream() as unknown as TransformStream<Uint8Array, string>)
    .getReader();
  let rest = '';
  try {
    for (;;) {
      const silence = setTimeout(onSilence, silentMs);
      const { done, value } = await reader.read().finally(() => clearTimeout(silence));
      if (done) return;
      const blocks = (rest + value).split('\n\n');
      rest = blocks.pop()!;
      for (const block of blocks) yield blockOf(block);
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

const blockOf = (block: string): Block => {
  const fields = { id: '', data: '' };
  for (const line of block.split('\n')) {
    const [, name, value] = /^(id|data): ?(.*)$/.exec(line) ?? [];
    if (name === 'id' || name === 'data') fields[name] = value!;
  }
  return fields;
};
