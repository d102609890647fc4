/** The worker's host without a worker: questions in, answers out, work between them when the test says so. */

import type { Answer, Ask, FromWorker, LabNotice } from '../../src/lab/protocol.ts';
import { type HostOptions, LabHost } from '../../src/lab/worker/lab-host.ts';
import type { ScenarioData } from '../../src/scenario/read-data.ts';
import { SourceReader } from '../../src/scenario/source-tree.ts';

export class Hosted {
  readonly notices: LabNotice[] = [];
  readonly #answers = new Map<number, Answer>();
  readonly #host: LabHost;
  #works: (() => void)[] = [];
  #asked = 0;
  #clock = 0;

  constructor(scenarios: Readonly<Record<string, ScenarioData>> = {}, opening?: HostOptions['opening']) {
    const port = {
      send: (message: FromWorker): void => this.#hear(message),
      later: (work: () => void): void => {
        this.#works.push(work);
      },
      // Every look at the clock takes a while, so that slices end.
      now: (): number => ++this.#clock,
    };
    const readYaml = (text: string, file: string) => new SourceReader(text, file).read();
    const shelf = { engineVersion: '0.0.0', scenarios };
    this.#host = new LabHost(port, { shelf, readYaml, ...(opening === undefined ? {} : { opening }) });
  }

  /** Works until the answer has come. */
  ask<Name extends Answer['answer']>(name: Name, question: Ask): Extract<Answer, { readonly answer: Name }> {
    const id = ++this.#asked;
    this.#host.hear({ ...question, id });
    while (!this.#answers.has(id) && this.#works.length > 0) this.#workOn();
    const answer = this.#answers.get(id);
    if (answer?.answer !== name)
      throw new Error(`${question.ask} was answered ${JSON.stringify(answer)?.slice(0, 500)}`);
    return answer as Extract<Answer, { readonly answer: Name }>;
  }

  /** Until nothing is left to compute. */
  finish(): void {
    while (this.#works.length > 0) this.#workOn();
  }

  #workOn(): void {
    const works = this.#works;
    this.#works = [];
    for (const work of works) work();
  }

  #hear(message: FromWorker): void {
    if ('notice' in message) {
      if (message.notice === 'fault') throw new Error(message.text);
      this.notices.push(message);
      return;
    }
    const { id, ...answer } = message;
    this.#answers.set(id, answer as Answer);
  }
}
