/** What hyparquet needs to read pages in zstd. */
import { zstdDecompressSync } from 'node:zlib';

export const decompressors = { ZSTD: (bytes: Uint8Array): Uint8Array => new Uint8Array(zstdDecompressSync(bytes)) };
