/** The result of a run as bytes: what a kill, a shard and a database keep of it. */
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type { RunResult } from './run-experiment.ts';

const FASTEST = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };

export const bytesOfResult = (result: RunResult): Uint8Array => zstdCompressSync(JSON.stringify(result), FASTEST);

/** Throws where the bytes are not what was written. */
export const resultOfBytes = (bytes: Uint8Array): RunResult => JSON.parse(zstdDecompressSync(bytes).toString('utf8'));
