/** The gRPC client: one connection, a deadline and a token on every call, and the progress of a migration as a stream. */
import { fileURLToPath } from 'node:url';
import {
  credentials,
  loadPackageDefinition,
  Metadata,
  type CallOptions,
  type ClientReadableStream,
  type ClientUnaryCall,
  type ServiceError,
} from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';
import { isDwcpError, type DwcpError } from './errors.ts';
import { fromGrpc } from './grpc-status.ts';
import { repeat, type RepeatOptions } from './repeat.ts';

export interface GrpcOptions extends Omit<RepeatOptions, 'clock'> {
  /** Host and port, such as `localhost:8081`. */
  readonly address: string;
  /** Gives a token; a new one if that is the one that was refused. `DwcpClient.token` does. */
  readonly token: (refused?: string) => Promise<string>;
  /** Longest time for one attempt of a call that is no stream, in milliseconds. */
  readonly attemptTimeoutMs?: number;
  readonly traceparent?: () => string | undefined;
  /** Folder that holds `dwcp/v3/dwcp.proto`. */
  readonly protoFolder?: string;
}

export interface GrpcVm {
  readonly vm_id: string;
  readonly name: string;
  readonly image: string;
  readonly status: string;
  readonly node_id: string;
  /** In bytes, where REST counts GB. */
  readonly resources: { readonly cpu: number; readonly memory_bytes: number; readonly disk_bytes: number };
  readonly uptime_seconds: number;
}

export interface MigrateVmRequest {
  readonly vm_id: string;
  readonly target_node: string;
  readonly options?: {
    readonly max_downtime_ms?: number;
    readonly compression_level?: number;
    readonly amst_streams?: number;
  };
}

/** Sent once a second of the migration. */
export interface MigrationProgress {
  readonly migration_id: string;
  readonly status: 'in_progress' | 'completed' | 'failed';
  readonly progress_percent: number;
  readonly bytes_transferred: number;
  readonly bytes_total: number;
  readonly bandwidth_mbps: number;
  readonly elapsed_seconds: number;
}

export interface StreamOptions {
  /** Longest life of the stream in milliseconds. A migration may last 300 s and more. */
  readonly deadlineMs?: number;
  /** Ends the stream, and not the migration. */
  readonly signal?: AbortSignal;
}

type Unary<Request, Answer> = (
  request: Request,
  metadata: Metadata,
  options: CallOptions,
  done: (error: ServiceError | null, answer?: Answer) => void,
) => ClientUnaryCall;

/** What proto-loader makes of the service while the program runs, with the types that the proto file has. */
interface VmService {
  getVm: Unary<{ vm_id: string }, GrpcVm>;
  deleteVm: Unary<{ vm_id: string }, object>;
  migrateVm(
    request: MigrateVmRequest,
    metadata: Metadata,
    options: CallOptions,
  ): ClientReadableStream<MigrationProgress>;
  close(): void;
}

type VmServiceConstructor = new (
  address: string,
  channel: ReturnType<typeof credentials.createInsecure>,
) => VmService;

const EXAMPLE_PROTOS = fileURLToPath(new URL('../../../proto', import.meta.url));

export class DwcpGrpcClient {
  readonly #options: GrpcOptions;
  readonly #service: VmService;

  constructor(options: GrpcOptions) {
    this.#options = options;
    this.#service = connect(options.address, options.protoFolder ?? EXAMPLE_PROTOS);
  }

  getVm(id: string): Promise<GrpcVm> {
    return this.#unary(this.#service.getVm, { vm_id: id });
  }

  /** Deletes a VM with its disk; one that is gone when the call is repeated was deleted by the attempt before. */
  async deleteVm(id: string): Promise<void> {
    await this.#unary(this.#service.deleteVm, { vm_id: id }, async ({ code }) =>
      code === 'VM_NOT_FOUND' ? {} : undefined,
    );
  }

  // region: stream
  /**
   * Starts a migration and gives its progress until it has ended. A migration that fails ends the loop with a
   * `DwcpError`. Leaving the loop early closes the stream; the migration goes on without a listener.
   */
  async *migrate(request: MigrateVmRequest, options: StreamOptions = {}): AsyncGenerator<MigrationProgress> {
    const { deadlineMs = 600_000, signal } = options;
    signal?.throwIfAborted();
    const { metadata, traceId } = this.#metadata(await this.#options.token());
    const stream = this.#service.migrateVm(request, metadata, { deadline: Date.now() + deadlineMs });
    const cancel = (): void => stream.cancel();
    signal?.addEventListener('abort', cancel);
    try {
      // Reading with `for await` keeps the pace of the reader: what is not read is not asked for.
      for await (const progress of stream) yield progress as MigrationProgress;
    } catch (error) {
      throw signal?.aborted === true ? signal.reason : fromGrpc(error as ServiceError, traceId);
    } finally {
      signal?.removeEventListener('abort', cancel);
      stream.cancel();
    }
  }
  // endregion

  close(): void {
    this.#service.close();
  }

  // region: unary
  /** A call with one answer. All of those here may be repeated, which `MigrateVM` may not. */
  #unary<Request, Answer>(
    method: Unary<Request, Answer>,
    request: Request,
    settle?: (refusal: DwcpError) => Promise<Answer | undefined>,
  ): Promise<Answer> {
    const attempt = async (deadline: number): Promise<Answer> => {
      const token = await this.#options.token();
      try {
        return await this.#send(method, request, token, deadline);
      } catch (error) {
        if (!isDwcpError(error, 'TOKEN_EXPIRED', 'UNAUTHENTICATED')) throw error;
        return await this.#send(method, request, await this.#options.token(token), deadline);
      }
    };
    return repeat({ attempt, isRepeatable: true, settle }, this.#options);
  }

  #send<Request, Answer>(
    method: Unary<Request, Answer>,
    request: Request,
    token: string,
    callDeadline: number,
  ): Promise<Answer> {
    const { metadata, traceId } = this.#metadata(token);
    // The deadline goes to the server with the call, so that it does not work for somebody who has gone.
    const deadline = Math.min(callDeadline, Date.now() + (this.#options.attemptTimeoutMs ?? 10_000));
    return new Promise((resolve, reject) => {
      method.call(this.#service, request, metadata, { deadline }, (error, answer) => {
        if (error === null) resolve(answer as Answer);
        else reject(fromGrpc(error, traceId));
      });
    });
  }
  // endregion

  #metadata(token: string): { metadata: Metadata; traceId: string | undefined } {
    const metadata = new Metadata();
    metadata.set('authorization', `Bearer ${token}`);
    const traceparent = this.#options.traceparent?.();
    if (traceparent !== undefined) metadata.set('traceparent', traceparent);
    return { metadata, traceId: traceparent?.split('-')[1] };
  }
}

function connect(address: string, protoFolder: string): VmService {
  const definition = loadSync('dwcp/v3/dwcp.proto', {
    includeDirs: [protoFolder],
    keepCase: true,
    // Bytes of memory and disk stay far below 2^53.
    longs: Number,
    defaults: true,
    arrays: true,
  });
  const root = loadPackageDefinition(definition) as unknown as {
    dwcp: { v3: { VMService: VmServiceConstructor } };
  };
  // The training cluster listens on loopback without TLS; a real one takes credentials.createSsl with its own CA.
  return new root.dwcp.v3.VMService(address, credentials.createInsecure());
}
