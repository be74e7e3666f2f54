import type { Entitlements } from '../entitlements/entitlements.port.js';
import type { Clock } from '../platform/clock.js';
import { type CommandExecutor, commandBusOf, type Supposable, type Supposing } from '../platform/ledger/supposable.js';
import type { Ledger } from '../platform/ledger/ledger.js';
import type { Reservations } from '../platform/ledger/reservations.js';
import type { PolicyBooks } from '../policies/policies.port.js';
import { ChangeContract, ChangeContractHandler } from './change-contract.js';
import { contractWords, reasonIn, type Saying } from './contract-words.js';
import {
  AgreementDto,
  AllowanceUseDto,
  CancelTermDto,
  CorrectionDto,
  PaymentDto,
  PurchaseDto,
  ReasonDto,
  RenewalDto,
  ResumeDto,
  SuspendDto,
  TerminateDto,
  TransferDto,
  UpgradeDto,
} from './contracts.dto.js';
import { CorrectContract, CorrectContractHandler } from './correct-contract.js';
import { CorrectTransfer, CorrectTransferHandler } from './correct-transfer.js';
import { CorrectUpgrade, CorrectUpgradeHandler } from './correct-upgrade.js';
import { ExerciseUpgrade, ExerciseUpgradeHandler } from './exercise-upgrade.js';
import { Impact } from './impact.js';
import { PurchaseContract, PurchaseContractHandler } from './purchase-contract.js';
import { type FactKind, recordedFactWords } from './recorded-fact-words.js';
import { CorrectAgreementDto, CorrectPaymentDto, CorrectTransferDto, CorrectUpgradeDto } from './recorded-facts.dto.js';
import { ended, plainly, reachingBack, type Told, type Written } from './told.js';
import { TransferContract, TransferContractHandler } from './transfer-contract.js';
import { UseAllowance, UseAllowanceHandler } from './use-allowance.js';

/** What commands on contracts need: the real ledger's, or a supposed one's. */
export interface ContractParts {
  readonly ledger: Ledger;
  readonly reservations: Reservations;
  readonly books: PolicyBooks;
  readonly entitlements: Entitlements;
  readonly clock: Clock;
}
export interface ContractWorld {
  readonly desk: CommandExecutor;
  readonly impact: Impact;
}

/** The handlers of this feature over other parts than the application's. */
export const contractWorld = ({ ledger, reservations, books, entitlements, clock }: ContractParts): ContractWorld => ({
  desk: commandBusOf((desk) => [
    [PurchaseContract, new PurchaseContractHandler(ledger, reservations, books)],
    [ChangeContract, new ChangeContractHandler(ledger, books)],
    [CorrectContract, new CorrectContractHandler(ledger, reservations, books)],
    [CorrectTransfer, new CorrectTransferHandler(ledger, desk)],
    [CorrectUpgrade, new CorrectUpgradeHandler(desk, entitlements, books, clock)],
    [TransferContract, new TransferContractHandler(ledger, desk)],
    [ExerciseUpgrade, new ExerciseUpgradeHandler(desk, entitlements, books, clock)],
    [UseAllowance, new UseAllowanceHandler(desk, ledger, books, clock)],
  ]),
  impact: new Impact(ledger, entitlements),
});

type Made = 'id' | 'termId' | 'useId' | `${FactKind}Id`;
/** The command as its handler takes it, and how its route answers. */
type Sent<B> = (desk: CommandExecutor, it: Supposing<B>, contractId: string) => Promise<Written>;

const contractSupposable = <B extends object>(
  body: new () => B,
  send: Sent<B>,
  told: (said: B) => Told = () => plainly,
  made: Made = 'id',
  route: readonly string[] = ['contractId'],
): Supposable<ContractWorld, B> => ({
  body,
  route,
  async execute({ desk, impact }, it) {
    const outcome = await send(desk, it, it.ids['contractId']!);
    const answer = await told(it.body)(outcome, it.caller.vendor, impact);
    return { id: (answer as Partial<Readonly<Record<Made, string>>>)[made] ?? outcome.state.contractId, answer };
  },
});

/** The same for what is said of a contract that stands. */
const changing = <B extends object>(
  body: new () => B,
  saying: (it: Supposing<B>, contractId: string) => Saying,
  told?: (said: B) => Told,
  made?: Made,
  route?: readonly string[],
) =>
  contractSupposable(
    body,
    (desk, it, contractId) => {
      const { caller, request, body: said } = it;
      const words = saying(it, contractId);
      return desk.execute(
        new ChangeContract(caller.vendor, contractId, { ...request, reason: reasonIn(said) }, (given) =>
          words(given, request.key),
        ),
      );
    },
    told,
    made,
    route,
  );

const reaching = (): Told => reachingBack;

/** C9: a fact of a kind that never was. */
const takingBack = (kind: FactKind) =>
  changing(
    ReasonDto,
    ({ body: said, ids }, id) => recordedFactWords.takeBack(id, kind, ids[`${kind}Id`]!, said.reason),
    reaching,
    'id',
    ['contractId', `${kind}Id`],
  );

/** Every write on contracts that can be supposed, by the name it is supposed under. */
export const contractSupposables = {
  purchase: contractSupposable(
    PurchaseDto,
    (desk, { caller, request, body: said }) => desk.execute(new PurchaseContract(caller.vendor, request, said)),
    undefined,
    'id',
    [],
  ),
  renew: changing(
    RenewalDto,
    ({ body: said, caller }, id) => contractWords.renew(id, said, caller.actor.role),
    undefined,
    'termId',
  ),
  pay: changing(PaymentDto, ({ body: said }, id) => contractWords.pay(id, said), undefined, 'paymentId'),
  'correct-payment': changing(
    CorrectPaymentDto,
    ({ body: said, ids, caller }, id) =>
      recordedFactWords.correctPayment(id, ids['paymentId']!, said, caller.actor.role),
    reaching,
    'id',
    ['contractId', 'paymentId'],
  ),
  'take-back-payment': takingBack('payment'),
  'cancel-term': changing(
    CancelTermDto,
    ({ body: said, ids }) => contractWords.cancel(ids['termId']!, said),
    reaching,
    'id',
    ['contractId', 'termId'],
  ),
  'sign-agreement': changing(
    AgreementDto,
    ({ body: said }, id) => contractWords.agree(id, said),
    undefined,
    'agreementId',
  ),
  'correct-agreement': changing(
    CorrectAgreementDto,
    ({ body: said, ids, caller }, id) =>
      recordedFactWords.correctAgreement(id, ids['agreementId']!, said, caller.actor.role),
    reaching,
    'id',
    ['contractId', 'agreementId'],
  ),
  'take-back-agreement': takingBack('agreement'),
  upgrade: contractSupposable(
    UpgradeDto,
    (desk, { caller, request, body: said }, id) => desk.execute(new ExerciseUpgrade(caller.vendor, id, request, said)),
    undefined,
    'upgradeId',
  ),
  'correct-upgrade': contractSupposable(
    CorrectUpgradeDto,
    (desk, { caller, request, body: said, ids }, id) =>
      desk.execute(new CorrectUpgrade(caller.vendor, id, ids['upgradeId']!, request, said)),
    reaching,
    'id',
    ['contractId', 'upgradeId'],
  ),
  'take-back-upgrade': takingBack('upgrade'),
  suspend: changing(SuspendDto, ({ body: said }, id) => contractWords.suspend(id, said), reaching),
  resume: changing(ResumeDto, ({ body: said }) => contractWords.resume(said)),
  terminate: changing(TerminateDto, ({ body: said }) => contractWords.terminate(said), ended),
  reinstate: changing(ReasonDto, ({ body: said }) => contractWords.reinstate(said)),
  transfer: contractSupposable(
    TransferDto,
    (desk, { caller, request, body: said }, id) => desk.execute(new TransferContract(caller.vendor, id, request, said)),
    reaching,
    'transferId',
  ),
  'correct-transfer': contractSupposable(
    CorrectTransferDto,
    (desk, { caller, request, body: said, ids }, id) =>
      desk.execute(new CorrectTransfer(caller.vendor, id, ids['transferId']!, request, said)),
    reaching,
    'id',
    ['contractId', 'transferId'],
  ),
  'take-back-transfer': takingBack('transfer'),
  'revoke-licence': changing(ReasonDto, ({ body: said }) => contractWords.revoke(said)),
  'restore-licence': changing(ReasonDto, ({ body: said }) => contractWords.restore(said)),
  correct: contractSupposable(
    CorrectionDto,
    (desk, { caller, request, body: said }, id) => desk.execute(new CorrectContract(caller.vendor, id, request, said)),
    reaching,
  ),
  'use-allowance': contractSupposable(
    AllowanceUseDto,
    (desk, { caller, request, body: said }, id) => desk.execute(new UseAllowance(caller.vendor, id, request, said)),
    undefined,
    'useId',
  ),
  'give-back': changing(
    ReasonDto,
    ({ body: said, ids }) => contractWords.giveBack(ids['useId']!, said),
    undefined,
    'id',
    ['contractId', 'useId'],
  ),
} as const;
