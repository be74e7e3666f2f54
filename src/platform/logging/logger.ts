import type { LoggerService } from '@nestjs/common';
import { type DestinationStream, type Logger, pino } from 'pino';
import type { LogLevel } from './levels.js';

export type { Logger } from 'pino';

/**
 * Structured lines, one JSON object each. Requests are logged by the server alone, with route patterns instead of
 * addresses; bodies, query values and credentials are never logged (A2), and are removed should a library try.
 */
export const openLog = (level: LogLevel = 'info', to?: DestinationStream): Logger =>
  pino(
    {
      level,
      base: undefined,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: ['req', 'request', 'headers', '*.headers', 'authorization', '*.authorization'], remove: true },
    },
    to ?? linesOut(),
  );

/**
 * Standard output, written once a turn of the event loop, however many requests ended in it; and at the end of the
 * process, so that no line is lost to an exit.
 */
const linesOut = (): DestinationStream => {
  const out = pino.destination({ dest: 1, sync: true, minLength: bufferedBytes });
  let due = false;
  const flush = () => {
    due = false;
    out.flush();
  };
  process.once('exit', flush);
  return {
    write: (line) => {
      out.write(line);
      if (due) return;
      due = true;
      setImmediate(flush);
    },
  };
};
const bufferedBytes = 8 * 1024;

/** Lines of fixed members that hold none of what is cut out: looking for it in each would cost more than the rest. */
export const withoutSearch = (lines: Logger): Logger => lines.child({}, { redact: [] });

/** What Nest itself logs, in the same lines; its messages about every route it maps is debug. */
export class NestLog implements LoggerService {
  constructor(private readonly lines: Logger) {}
  error(message: unknown, ...more: unknown[]): void {
    this.lines.error(logEntry(message, more));
  }
  warn(message: unknown, ...more: unknown[]): void {
    this.lines.warn(logEntry(message, more));
  }
  log(message: unknown, ...more: unknown[]): void {
    this.lines.debug(logEntry(message, more));
  }
  debug(message: unknown, ...more: unknown[]): void {
    this.lines.debug(logEntry(message, more));
  }
  verbose(message: unknown, ...more: unknown[]): void {
    this.lines.trace(logEntry(message, more));
  }
  fatal(message: unknown, ...more: unknown[]): void {
    this.lines.fatal(logEntry(message, more));
  }
}

const logEntry = (
  message: unknown,
  more: readonly unknown[],
): { readonly context?: unknown; readonly msg: string } => ({
  ...(typeof more.at(-1) === 'string' && { context: more.at(-1) }),
  msg: message instanceof Error ? message.message : String(message),
});
