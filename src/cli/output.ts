import { SingleBar } from 'cli-progress';

export interface Output {
  readonly json: boolean;
}

/** The result of a command: JSON on request, else lines. */
export const printResult = ({ json }: Output, result: object, lines: readonly string[]): void => {
  process.stdout.write(json ? `${JSON.stringify(result)}\n` : `${lines.join('\n')}\n`);
};

/** The progress of long work: a bar on a terminal, a plain line now and then elsewhere; always on standard error. */
export interface Progress {
  at(done: number, of: number): void;
  end(): void;
}

export const progress = (what: string): Progress => {
  if (!process.stderr.isTTY) return plainProgress(what);
  const bar = new SingleBar({
    format: `${what} {bar} {percentage}% {value}/{total}`,
    hideCursor: true,
    stream: process.stderr,
  });
  let started = false;
  return {
    at(done, of) {
      if (!started) bar.start(of, done);
      started = true;
      bar.setTotal(of);
      bar.update(done);
    },
    end: () => void (started && bar.stop()),
  };
};

const plainProgress = (what: string): Progress => {
  let next = 0.1;
  return {
    at(done, of) {
      if (of === 0 || done / of < next) return;
      process.stderr.write(`${what}: ${Math.floor((done / of) * 100)}%\n`);
      next = Math.floor((done / of) * 10 + 1) / 10;
    },
    end: () => undefined,
  };
};

/** The progress of work whose size is not known: a line for each ten thousand; on standard error. */
export const counting = (what: string): { at(done: number): void; end(): void } => {
  let next = 10_000;
  return {
    at(done) {
      if (done < next) return;
      process.stderr.write(`${what}: ${done}\n`);
      next = (Math.floor(done / 10_000) + 1) * 10_000;
    },
    end: () => undefined,
  };
};
