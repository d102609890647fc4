/** Writes a small file so that at every moment either the old one or the new one is there, whole. */
import { EnvironmentFault } from './environment-fault.ts';
import { type FilePort, writeAll } from './file-port.ts';

/** Throws `EnvironmentFault`; then the old file is still there and the new one's beginnings are not. */
export function writeWhole(port: FilePort, path: string, text: string): void {
  const bytes = new TextEncoder().encode(text);
  const beginnings = `${path}.${process.pid}.new`;
  try {
    const fd = port.open(beginnings, 'w');
    try {
      writeAll(port, fd, bytes, 0);
      port.sync(fd);
    } finally {
      port.close(fd);
    }
    port.rename(beginnings, path);
  } catch (cause) {
    tidy(port, beginnings);
    throw new EnvironmentFault('write', path, cause);
  }
}

function tidy(port: FilePort, path: string): void {
  try {
    port.remove(path);
  } catch {
    // A leftover `.new` harms nobody; the first failure is the one to report.
  }
}
