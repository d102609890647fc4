/**
 * The page's side of the worker: a question in, a promise of its answer out, and what the worker says of itself to whoever
 * listens. Answers come by number, so that several questions may be under way.
 */
import type { Answer, Ask, FromWorker, LabNotice, LabRequest } from '../protocol.ts';

/** What is needed of a `Worker`; a test gives something else. */
export interface WorkerPort {
  postMessage(message: LabRequest): void;
  onmessage: ((event: { readonly data: FromWorker }) => void) | null;
  onerror: ((event: { readonly message: string }) => void) | null;
  terminate(): void;
}

type AnswerOf<Name extends Answer['answer']> = Extract<Answer, { readonly answer: Name }>;

/** The worker will not answer this question any more. */
export class LabFault extends Error {
  override readonly name = 'LabFault';
}

export class LabClient {
  readonly #port: WorkerPort;
  readonly #waiting = new Map<
    number,
    { readonly resolve: (answer: Answer) => void; readonly reject: (reason: LabFault) => void }
  >();
  readonly #listeners = new Set<(notice: LabNotice) => void>();
  #asked = 0;

  constructor(port: WorkerPort) {
    this.#port = port;
    port.onmessage = ({ data }) => this.#hear(data);
    port.onerror = ({ message }) => this.#fail(message);
  }

  /** Resolves to the answer or to `refused`; rejects with a `LabFault` only where the worker is broken or closed. */
  ask(question: Ask): Promise<Answer> {
    const id = ++this.#asked;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#port.postMessage({ ...question, id });
    });
  }

  /** For a question to which only one answer is thinkable; a refusal rejects. */
  async expect<Name extends Answer['answer']>(name: Name, question: Ask): Promise<AnswerOf<Name>> {
    const answer = await this.ask(question);
    if (answer.answer === name) return answer as AnswerOf<Name>;
    throw new LabFault(
      answer.answer === 'refused' ? answer.message : `${question.ask} was answered by ${answer.answer}`,
    );
  }

  /** Returns what ends it. */
  listen(listener: (notice: LabNotice) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  close(): void {
    this.#port.terminate();
    this.#rejectAll('closed');
  }

  #hear(message: FromWorker): void {
    if ('notice' in message) {
      if (message.notice === 'fault') this.#rejectAll(message.text);
      this.#tell(message);
      return;
    }
    const { id, ...answer } = message;
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    waiting?.resolve(answer as Answer);
  }

  #fail(text: string): void {
    this.#rejectAll(text);
    this.#tell({ notice: 'fault', text });
  }

  #tell(notice: LabNotice): void {
    for (const listener of Array.from(this.#listeners)) listener(notice);
  }

  #rejectAll(text: string): void {
    for (const { reject } of this.#waiting.values()) reject(new LabFault(text));
    this.#waiting.clear();
  }
}
