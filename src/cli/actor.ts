import { userInfo } from 'node:os';
import { type Command, InvalidArgumentError } from 'commander';
import type { Actor } from '../../domain/kernel/envelope.js';
import { onBehalfOfHeader } from '../platform/http/conventions/commands.js';
import type { HelpText } from './help-texts.js';

/** A3: who writes in the folder itself: the user of the operating system, by the account's name. */
export const localActor = (): Actor & { readonly name: string } => ({
  id: 'command-line',
  role: 'admin',
  name: `${accountName()} (cli)`,
});

/** A user without an entry in the password database has a number alone. */
const accountName = (): string => {
  try {
    return userInfo().username;
  } catch {
    return `uid ${process.getuid?.() ?? '?'}`;
  }
};

/** `--on-behalf-of`, for commands that write. */
export const onBehalfOf = (command: Command, text: HelpText): Command =>
  command.option('--on-behalf-of <person>', text('onBehalfOf'), (value) => {
    try {
      return onBehalfOfHeader(encodeURIComponent(value));
    } catch {
      throw new InvalidArgumentError(text('onBehalfOfForm'));
    }
  });
