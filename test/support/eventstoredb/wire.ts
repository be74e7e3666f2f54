import { Metadata, type ServiceError, status } from '@grpc/grpc-js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import type { Committed, Expected, LogRecord, Proposal } from './server-log.js';

/** The protocol's messages, as far as the adapter uses them. */
const utf8 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');
const ticksPerMillisecond = 10_000n;

export const streamOf = (identifier: shared.StreamIdentifier | undefined): string =>
  utf8(identifier!.getStreamName_asU8());

const identifier = (stream: string): shared.StreamIdentifier => {
  const message = new shared.StreamIdentifier();
  message.setStreamName(Uint8Array.from(Buffer.from(stream)));
  return message;
};

/** @throws ServiceError where an id is no UUID in text, or a member is missing */
export function proposalOf(message: streams.AppendReq.ProposedMessage): Proposal {
  const id = message.getId()?.getString() ?? '';
  const [type, contentType] = ['type', 'content-type'].map((name) => message.getMetadataMap().get(name) ?? '');
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)) throw invalid(`'${id}' is no event id`);
  if (type === undefined || type === '') throw invalid('an event has no type');
  if (contentType !== 'application/json' && contentType !== 'application/octet-stream')
    throw invalid(`'${contentType}' is no content type`);
  return {
    id,
    type,
    contentType,
    data: message.getData_asU8(),
    metadata: message.getCustomMetadata_asU8(),
  };
}

export function expectedOf(options: streams.AppendReq.Options): Expected {
  const cases = streams.AppendReq.Options.ExpectedStreamRevisionCase;
  switch (options.getExpectedStreamRevisionCase()) {
    case cases.REVISION:
      return BigInt(options.getRevision());
    case cases.NO_STREAM:
      return 'no_stream';
    case cases.STREAM_EXISTS:
      return 'stream_exists';
    case cases.ANY:
      return 'any';
    default:
      throw invalid('the append expects no revision');
  }
}

export function appendAnswer(committed: Exclude<Committed, { outcome: 'deleted' }>, expected: Expected) {
  const answer = new streams.AppendResp();
  if (committed.outcome === 'ok') {
    const success = new streams.AppendResp.Success();
    const position = new streams.AppendResp.Position();
    position.setCommitPosition(String(committed.position));
    position.setPreparePosition(String(committed.position));
    success.setCurrentRevision(String(committed.last));
    success.setPosition(position);
    answer.setSuccess(success);
    return answer;
  }
  const wrong = new streams.AppendResp.WrongExpectedVersion();
  if (committed.current < 0n) wrong.setCurrentNoStream(new shared.Empty());
  else wrong.setCurrentRevision(String(committed.current));
  if (typeof expected === 'bigint') wrong.setExpectedRevision(String(expected));
  else if (expected === 'no_stream') wrong.setExpectedNoStream(new shared.Empty());
  else if (expected === 'stream_exists') wrong.setExpectedStreamExists(new shared.Empty());
  else wrong.setExpectedAny(new shared.Empty());
  answer.setWrongExpectedVersion(wrong);
  return answer;
}

export function eventAnswer(record: LogRecord): streams.ReadResp {
  const recorded = new streams.ReadResp.ReadEvent.RecordedEvent();
  const id = new shared.UUID();
  id.setString(record.id);
  recorded.setId(id);
  recorded.setStreamIdentifier(identifier(record.stream));
  recorded.setStreamRevision(String(record.revision));
  recorded.setCommitPosition(String(record.position));
  recorded.setPreparePosition(String(record.position));
  recorded
    .getMetadataMap()
    .set('type', record.type)
    .set('content-type', record.contentType)
    .set('created', String(BigInt(record.created) * ticksPerMillisecond));
  recorded.setData(record.data);
  recorded.setCustomMetadata(record.metadata);
  const event = new streams.ReadResp.ReadEvent();
  event.setEvent(recorded);
  event.setCommitPosition(String(record.position));
  const answer = new streams.ReadResp();
  answer.setEvent(event);
  return answer;
}

export function notFoundAnswer(stream: string): streams.ReadResp {
  const notFound = new streams.ReadResp.StreamNotFound();
  notFound.setStreamIdentifier(identifier(stream));
  const answer = new streams.ReadResp();
  answer.setStreamNotFound(notFound);
  return answer;
}

export function confirmation(id: string): streams.ReadResp {
  const confirmed = new streams.ReadResp.SubscriptionConfirmation();
  confirmed.setSubscriptionId(id);
  const answer = new streams.ReadResp();
  answer.setConfirmation(confirmed);
  return answer;
}

export function checkpoint(position: bigint): streams.ReadResp {
  const reached = new streams.ReadResp.Checkpoint();
  reached.setCommitPosition(String(position));
  reached.setPreparePosition(String(position));
  const answer = new streams.ReadResp();
  answer.setCheckpoint(reached);
  return answer;
}

export function caughtUp(): streams.ReadResp {
  const answer = new streams.ReadResp();
  answer.setCaughtUp(new streams.ReadResp.CaughtUp());
  return answer;
}

/** A refusal with the server's name for it, which the client reads out of the metadata. */
export function refusal(
  code: status,
  details: string,
  exception: string,
  more: Readonly<Record<string, string>> = {},
): Pick<ServiceError, 'code' | 'details' | 'metadata'> & Error {
  const metadata = new Metadata();
  if (exception !== '') metadata.set('exception', exception);
  for (const [name, value] of Object.entries(more)) metadata.set(name, value);
  return Object.assign(new Error(details), { code, details, metadata });
}

export const invalid = (details: string): ReturnType<typeof refusal> => refusal(status.INVALID_ARGUMENT, details, '');
