/** What the README says to type works, and what it shows is what comes out. After a change of output: run this file with `-u`. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { blocksOf, Checkout, commandsOf, isLong, README, withOutputs } from './readme.ts';

const blocks = blocksOf(README);
const commands = blocks.flatMap(commandsOf);
const quick = commands.filter((command) => !isLong(command));

describe('in a checkout of its own', () => {
  let checkout: Checkout;
  const printed = new Map<string, string>();
  beforeAll(() => {
    checkout = new Checkout();
  });
  afterAll(() => checkout.remove());

  test.each(quick)('%s', (command) => {
    const { code, stdout, stderr } = checkout.run(command);
    expect(code, stderr).toBe(0);
    printed.set(command, stdout);
  });

  test('without dealers’ balance sheets the first day is smaller, as the text says', () => {
    const firstDay = (loop: string): number => {
      const command = quick.find((line) => line.includes(' run ') && line.includes('--set') === (loop !== ''));
      return Number(/^Tue 20 Jan +([+-][\d.]+)/m.exec(printed.get(command as string) as string)?.[1]);
    };
    expect(firstDay('L6')).toBeGreaterThan(0);
    expect(firstDay('L6')).toBeLessThan(firstDay(''));
  });

  test('every output that the README shows is the real one', async () => {
    const shown = blocks.filter(
      (block) => block.language === 'sh' && commandsOf(block).every((command) => printed.has(command)),
    );
    const outputs = new Map(
      shown.map((block) => [
        block.body,
        commandsOf(block)
          .map((command) => printed.get(command))
          .join(''),
      ]),
    );
    await expect(withOutputs(README, outputs)).toMatchFileSnapshot('../../README.md');
  });
});

test('every output stands after quick commands, so that it is compared', () => {
  const texts = blocks.flatMap((block, at) => (block.language === 'text' ? [blocks[at - 1]] : []));
  expect(texts.length).toBeGreaterThanOrEqual(3);
  for (const before of texts)
    expect(commandsOf(before as never).filter((command) => !isLong(command)).length).toBeGreaterThan(0);
  for (const before of texts) expect(commandsOf(before as never).filter(isLong)).toEqual([]);
});

test('the first screen: a sentence, a picture, a command for each reader', () => {
  const screen = README.split('\n## ')[0] as string;
  expect(screen.split('\n').length).toBeLessThan(22);
  expect(screen).toMatch(/!\[.+\]\(docs\/japan-2026\.svg\)/);
  expect(blocksOf(screen).flatMap(commandsOf)).toHaveLength(3);
});

test('the scenario that it shows has ten lines', () => {
  expect(
    blocks
      .find(({ file }) => file === 'promise.yaml')
      ?.body.trimEnd()
      .split('\n'),
  ).toHaveLength(10);
});

test('outputs are replaced where they stand, and nothing else is', () => {
  const page = 'a\n\n```sh\nx # why\n```\n\n```text\nold\n```\n\n```text\nkept\n```\n';
  expect(withOutputs(page, new Map([['x # why\n', 'new\n']]))).toBe(page.replace('old', 'new'));
  expect(blocksOf(page).flatMap(commandsOf)).toEqual(['x']);
});
