import { userInfo } from 'node:os';
import { type Command, InvalidArgumentError } from 'commander';
import type { Actor } from '../../domain/kernel/envelope.js';
import { onBehalfOfHeader } from '../platform/http/conventions/commands.js';

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
export const onBehalfOf = (command: Command): Command =>
  command.option('--on-behalf-of <person>', 'the person for whom it is done, by name or id; stored sealed', (value) => {
    try {
      return onBehalfOfHeader(encodeURIComponent(value));
    } catch {
      throw new InvalidArgumentError('a name or an id of 1 to 200 visible characters');
    }
  });
