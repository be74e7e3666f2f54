import { randomUUID } from 'node:crypto';
import {
  type handleClientStreamingCall,
  type handleServerStreamingCall,
  type handleUnaryCall,
  type Metadata,
  Server,
  ServerCredentials,
  status,
} from '@grpc/grpc-js';
import gossipServices from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import gossip from '@eventstore/db-client/generated/gossip_pb.js';
import featureServices from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import features from '@eventstore/db-client/generated/serverfeatures_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import streamServices from '@eventstore/db-client/generated/streams_grpc_pb.js';
import type streams from '@eventstore/db-client/generated/streams_pb.js';
import type { Certified } from '../certificates.js';
import { Reads } from './reads.js';
import { type Expected, type Proposal, ServerLog } from './server-log.js';
import { appendAnswer, expectedOf, invalid, proposalOf, refusal, streamOf } from './wire.js';

type Append = handleClientStreamingCall<streams.AppendReq, streams.AppendResp>;
type Read = handleServerStreamingCall<streams.ReadReq, streams.ReadResp>;

export interface ServerOptions {
  readonly log?: ServerLog;
  /** Bytes; the server's own default is 1 MiB. */
  readonly maxAppendSize?: number;
  /** Who may call; without, everybody may. */
  readonly user?: { readonly name: string; readonly password: string };
  readonly certificate?: Certified;
  /** This node is a follower, and the leader is there. */
  readonly leader?: { readonly port: number };
}

/**
 * A server of EventStoreDB's protocol in this process, over the client package's own messages. It knows what the
 * adapter asks; everything else it refuses.
 */
export class EventStoreServer {
  readonly log: ServerLog;
  /** Names of the calls that were made. */
  readonly calls: string[] = [];
  /** The revisions that appends expected. */
  readonly expected: Expected[] = [];
  /** Awaited when an append has arrived, and again when it is recorded, before it is acknowledged. */
  onAppend: (stage: 'received' | 'recorded') => void | Promise<void> = () => undefined;
  readonly reads: Reads;
  #server: Server | undefined;
  port = 0;

  constructor(private readonly options: ServerOptions = {}) {
    this.log = options.log ?? new ServerLog();
    this.reads = new Reads(this.log);
  }

  /** On the port that it had before, if any. */
  async start(): Promise<this> {
    const server = new Server({ 'grpc.max_receive_message_length': 17 * 1024 * 1024 });
    server.addService(streamServices.StreamsService as never, {
      append: this.#append,
      read: this.#read,
      batchAppend: (call: { emit(event: 'error', error: Error): void }) => {
        this.calls.push('BatchAppend');
        call.emit('error', refusal(status.UNIMPLEMENTED, 'appends in batches are not served', ''));
      },
    });
    server.addService(featureServices.ServerFeaturesService as never, { getSupportedMethods: this.#features });
    server.addService(gossipServices.GossipService as never, { read: this.#gossip });
    const { certificate } = this.options;
    const credentials = certificate
      ? ServerCredentials.createSsl(null, [
          { private_key: Buffer.from(certificate.key), cert_chain: Buffer.from(certificate.cert) },
        ])
      : ServerCredentials.createInsecure();
    this.port = await new Promise<number>((resolve, reject) =>
      server.bindAsync(`127.0.0.1:${this.port}`, credentials, (error, port) => (error ? reject(error) : resolve(port))),
    );
    this.#server = server;
    return this;
  }

  /** As if it were killed: every connection ends, and what is recorded remains. */
  stop(): void {
    this.#server?.forceShutdown();
    this.#server = undefined;
    this.log.wake();
  }

  readonly #append: Append = (call, answer) => {
    this.calls.push('Append');
    let options: streams.AppendReq.Options | undefined;
    const proposals: Proposal[] = [];
    let refused: Error | undefined = this.#refusal(call.metadata);
    call.on('data', (request: streams.AppendReq) => {
      try {
        if (request.hasOptions()) options = request.getOptions();
        else proposals.push(proposalOf(request.getProposedMessage()!));
      } catch (error) {
        refused ??= error as Error;
      }
    });
    call.on('end', () => {
      void (async () => {
        await this.onAppend('received');
        // The server drops an append whose caller does not wait any more.
        if (call.cancelled) return;
        if (refused !== undefined) throw refused;
        if (options === undefined) throw invalid('an append has no options');
        const bytes = proposals.reduce((sum, { data, metadata }) => sum + data.length + metadata.length, 0);
        const most = this.options.maxAppendSize ?? 1024 * 1024;
        if (bytes > most)
          throw refusal(
            status.INVALID_ARGUMENT,
            `Maximum Append Size of ${most} Exceeded.`,
            'maximum-append-size-exceeded',
            {
              'maximum-append-size': String(most),
            },
          );
        const [stream, expected] = [streamOf(options.getStreamIdentifier()), expectedOf(options)];
        this.expected.push(expected);
        const committed = this.log.append(stream, expected, proposals);
        await this.onAppend('recorded');
        if (committed.outcome === 'deleted')
          throw refusal(status.FAILED_PRECONDITION, `Event stream '${stream}' is deleted.`, 'stream-deleted', {
            'stream-name': stream,
          });
        answer(null, appendAnswer(committed, expected));
      })().catch((error: unknown) => answer(error as Error));
    });
  };

  readonly #read: Read = (call) => {
    this.calls.push('Read');
    const refused = this.#refusal(call.metadata);
    if (refused !== undefined) call.emit('error', refused);
    else void this.reads.serve(call).catch((error: Error) => call.emit('error', error));
  };

  readonly #features: handleUnaryCall<shared.Empty, features.SupportedMethods> = (_call, answer) => {
    this.calls.push('GetSupportedMethods');
    const supported = new features.SupportedMethods();
    supported.setEventStoreServerVersion('24.10.0');
    supported.setMethodsList(
      ['append', 'read', 'batchappend'].map((name) => {
        const method = new features.SupportedMethod();
        method.setServiceName('event_store.client.streams.streams');
        method.setMethodName(name);
        return method;
      }),
    );
    answer(null, supported);
  };

  readonly #gossip: handleUnaryCall<shared.Empty, gossip.ClusterInfo> = (_call, answer) => {
    this.calls.push('Gossip');
    const { leader } = this.options;
    const own = member(this.port, leader ? 'FOLLOWER' : 'LEADER');
    const cluster = new gossip.ClusterInfo();
    cluster.setMembersList(leader ? [own, member(leader.port, 'LEADER')] : [own]);
    answer(null, cluster);
  };

  /** What the caller may not, or not here. */
  #refusal(metadata: Metadata): Error | undefined {
    const { user, leader } = this.options;
    if (user !== undefined) {
      const given = metadata.get('authorization')[0];
      const wanted = `Basic ${Buffer.from(`${user.name}:${user.password}`).toString('base64')}`;
      if (given === undefined) return refusal(status.PERMISSION_DENIED, 'Access Denied', 'access-denied');
      if (given !== wanted) return refusal(status.UNAUTHENTICATED, 'Unauthenticated', '');
    }
    if (leader !== undefined && metadata.get('requires-leader')[0] === 'true')
      return refusal(status.NOT_FOUND, 'Leader info available', 'not-leader', {
        'leader-endpoint-host': '127.0.0.1',
        'leader-endpoint-port': String(leader.port),
      });
    return undefined;
  }
}

function member(port: number, state: 'LEADER' | 'FOLLOWER'): gossip.MemberInfo {
  const [info, endPoint, id] = [new gossip.MemberInfo(), new gossip.EndPoint(), new shared.UUID()];
  id.setString(randomUUID());
  endPoint.setAddress('127.0.0.1');
  endPoint.setPort(port);
  info.setInstanceId(id);
  info.setHttpEndPoint(endPoint);
  info.setIsAlive(true);
  info.setState(gossip.MemberInfo.VNodeState[state]);
  return info;
}
