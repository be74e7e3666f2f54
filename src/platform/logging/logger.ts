import type { LoggerService } from '@nestjs/common';
import { type DestinationStream, type Logger, pino } from 'pino';

export type { Logger } from 'pino';

/**
 * Structured lines, one JSON object each. Requests are logged by the server alone, with route patterns instead of
 * addresses; bodies, query values and credentials are never logged (A2), and are removed should a library try.
 */
export const openLog = (level: string = 'info', to?: DestinationStream): Logger =>
  pino(
    {
      level,
      base: undefined,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: ['req', 'request', 'headers', '*.headers', 'authorization', '*.authorization'], remove: true },
    },
    to ?? pino.destination(1),
  );

/** Nest's own messages, in the same format; those about mapped routes are debug. */
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
