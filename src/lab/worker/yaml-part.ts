/** The YAML reader as a script of its own: the worker has it for what people paste, shipped scenarios travel as data. */
import { SourceReader } from '../../scenario/source-tree.ts';

export const read = (text: string, file: string) => new SourceReader(text, file).read();
