import { Inject } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiProperty } from '@nestjs/swagger';
import { erasure } from '../../domain/erasure/erasure.js';
import { Refusal } from '../../domain/kernel/decider.js';
import { streamName } from '../../domain/kernel/envelope.js';
import { isContactId, personal } from '../../domain/kernel/personal.js';
import { EraseContact } from '../customers/customers.port.js';
import { type Executed, LedgerCommand } from '../platform/commands/command.js';
import { useCase } from '../platform/commands/use-case.js';
import { asNamed } from '../platform/http/conventions/commands.js';
import { list, object, text, whole } from '../platform/http/server/schemas.js';
import { Line } from '../platform/http/validation/decorators.js';
import type { KeyStore } from '../platform/keys/key-store.js';
import { derivedId } from '../platform/ledger/identity.js';
import { Ledger } from '../platform/ledger/ledger.js';
import { KEY_STORE } from '../platform/tokens.js';
import { NamedPersons } from './named-persons.js';

export class ErasePersonDto {
  /** As it was given in `Ledger-On-Behalf-Of`: a name, or the id of a contact. */
  @ApiProperty({ example: '王芳' }) @Line(200) person!: string;
  /** Why: a person's request, a retention rule. Never the person's data. */
  @ApiProperty({ example: '本人要求' }) @Line(500) reason!: string;
}

/** A2: erases a person who was named with commands. */
export class ErasePerson extends LedgerCommand<ErasePersonDto> {}

@CommandHandler(ErasePerson)
export class ErasePersonHandler implements ICommandHandler<ErasePerson> {
  constructor(
    @Inject(NamedPersons) private readonly persons: NamedPersons,
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(KEY_STORE) private readonly keys: KeyStore,
    @Inject(CommandBus) private readonly bus: CommandBus,
  ) {}

  async execute(command: ErasePerson): Promise<Executed | Refusal> {
    const person = asNamed(command.body.person);
    return isContactId(person) ? this.#ofContact(command, person) : this.#ofName(command, person);
  }

  async #ofContact({ vendor, body: { reason }, request }: ErasePerson, contactId: string): Promise<Executed | Refusal> {
    const customerId = await this.persons.customerOf(vendor, contactId);
    if (customerId === undefined) return unknown(contactId);
    const erased = await this.bus.execute(new EraseContact(vendor, { customerId, contactId }, { reason }, request));
    if (erased instanceof Refusal) return erased;
    const answer = { id: contactId, subjects: [contactId], revision: erased.revision };
    return { ...erased, id: contactId, answer };
  }

  /** C11: a repeat is known by its own stream, since the name is found no more. */
  async #ofName({ vendor, body: { reason }, request }: ErasePerson, name: string): Promise<Executed | Refusal> {
    const id = derivedId('ers', vendor, request.key);
    const { state } = await this.ledger.load(vendor, 'erasure', id, erasure);
    const subjects = state.subjects.length > 0 ? state.subjects : await this.persons.subjectsOf(vendor, name);
    if (subjects.length === 0) return unknown(name);
    const stream = streamName(vendor, 'erasure', id);
    for (const subject of subjects) await this.keys.beginErasure({ vendor, subject, stream });
    const recorded = await this.ledger.handle({
      vendor,
      category: 'erasure',
      id,
      decider: erasure,
      command: { kind: 'erase-names', erasureId: id, subjects, reason },
      // A2: what a repeat is compared with is hashed under a key that is destroyed with the name.
      request: { ...request, reason, markedBody: { reason, person: personal(subjects[0]!, name) } },
    });
    if (recorded instanceof Refusal) return recorded;
    for (const subject of subjects) await this.keys.erase(vendor, subject);
    const answer = { id, subjects: recorded.state.subjects, revision: recorded.revision };
    return { ...recorded, id, answer };
  }
}

const unknown = (person: string): Refusal => new Refusal('person-unknown', 'A2', { person });

export const erasePerson = useCase({
  command: ErasePerson,
  handler: ErasePersonHandler,
  body: ErasePersonDto,
  ids: [],
  scope: () => 'POST /persons/erase',
  docs: {
    answer: object({
      id: text,
      subjects: { ...list(text), description: 'whose keys are destroyed: each is of one object of the ledger' },
      revision: whole,
    }),
    refuses: ['person-unknown', 'contact-unknown', 'key-copy-behind'],
    body: { type: ErasePersonDto },
    examples: { named: { person: '王芳', reason: '本人要求' } },
  },
  supposed: null,
});
