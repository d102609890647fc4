import { describe, expect, it } from 'vitest';
import { AGENT_KINDS } from '../../src/agents/kinds.ts';
import { applySettings, type Setting } from '../../src/scenario/apply-settings.ts';
import { type LocatedError, renderError } from '../../src/scenario/located-error.ts';
import { readChangedScenario } from '../../src/scenario/read-scenario.ts';
import { withEntry } from './auction-scenario.ts';
import { dice } from './hostile-text.ts';
import { changed, SMALL, scenarioOf } from './small-scenario.ts';

const parse = (setting: string): Setting => {
  const at = setting.indexOf('=');
  return { path: setting.slice(0, at), valueText: setting.slice(at + 1) };
};

function set(...settings: string[]) {
  const result = applySettings(SMALL, settings.map(parse), AGENT_KINDS);
  if (!result.ok) throw new Error(result.errors.map((error) => renderError(error, settings[0] ?? '')).join('\n'));
  return scenarioOf(result.text);
}

function refusal(setting: string): string {
  const result = applySettings(SMALL, [parse(setting)], AGENT_KINDS);
  return result.ok ? 'set' : result.errors.map((error) => `${error.column}: ${error.message}`).join();
}

function refusalsOf(text: string, ...settings: string[]): readonly LocatedError[] {
  const result = readChangedScenario(text, settings.map(parse), 'mine.yaml', AGENT_KINDS);
  return result.ok ? [] : result.errors;
}

const smfg = (scenario: ReturnType<typeof scenarioOf>) => scenario.agents.find((agent) => agent.id === 'smfg');

describe('--set', () => {
  it('changes what the file says', () => {
    expect(smfg(set('agents.smfg.mandate.target=¥30tn'))?.mandate).toMatchObject({ target: 30_000_000_000_000 });
    expect(set('markets.jgb.gdp=¥700tn').markets[0]?.gdp).toBe(700_000_000_000_000);
    expect(set('announcements.davos.credibility=10%').announcements[1]?.event).toMatchObject({ credibility: 100 });
    expect(set('auctions.ten-year.offered=¥2000bn').auctions[0]?.offered).toBe(2_000_000_000_000);
  });

  it('changes operations by their id and calendars by name, month and bucket', () => {
    const text = `${withEntry('boj_purchase')}purchases:
  boj:
    format: boj_purchase
    plan: { 2026-01: ¥2.9tn }
    buckets: [{ id: ten, bonds: [JGB-10Y], share: 35%, dates: [2026-01-21] }]
`;
    const offered = (...settings: string[]): unknown => {
      const result = readChangedScenario(text, settings.map(parse), 'mine.yaml', AGENT_KINDS);
      return result.ok ? result.scenario.auctions.map((auction) => auction.offered / 1e9) : result.errors;
    };
    expect(offered('operations.a.amount=¥300bn')).toEqual([300, 1015]);
    expect(offered('purchases.boj.plan.2026-01=¥2tn')).toEqual([500, 700]);
    expect(offered('purchases.boj.buckets.ten.share=10%', 'operations.a.settles=2026-01-23')).toEqual([500, 290]);
    const wrong = (setting: string): string =>
      (offered(setting) as LocatedError[]).map(({ message }) => message).join();
    expect(wrong('operations.b.amount=¥300bn')).toBe('nothing is called "b" here; did you mean "a"?');
    expect(wrong('purchases.boe.by=boj')).toBe('nothing is called "boe" here; did you mean "boj"?');
    expect(wrong('operations.a.amount=¥300.05bn')).toBe('awards are multiples of ¥100m, and this is none');
  });

  it('may leave out the word mandate', () => {
    expect(smfg(set('agents.smfg.target=¥30tn'))?.mandate).toMatchObject({ target: 30_000_000_000_000 });
  });

  it('may state what the file left out', () => {
    expect(set('loops.L3=off', 'loops.L2=on').loops).toMatchObject({ L2: true, L3: false });
    expect(
      set('agents.vigilantes.largestOverSmallest=3', 'agents.vigilantes.stopLossSigmas=4').agents.find(
        (agent) => agent.id === 'vigilantes-01',
      )?.mandate,
    ).toMatchObject({ stopLossSigmas: 4 });
    expect(smfg(set('agents.smfg.cash.USD=$1bn'))?.cash).toEqual({ JPY: 1_300_000_000_000, USD: 100_000_000_000 });
    expect(smfg(set('agents.smfg.holdings.FX-USDJPY=$1bn'))?.holdings['FX-USDJPY']).toBe(1_000);
  });

  it('without settings gives the text back as it is', () => {
    expect(applySettings(SMALL, [], AGENT_KINDS)).toEqual({ ok: true, text: SMALL, changes: [] });
  });

  it.each([
    ['agents.smgf.mandate.target=¥30tn', '8: nothing is called "smgf" here; did you mean "smfg"?'],
    ['agents.smfg.mandate.taget=¥30tn', '21: nothing is called "taget" here; did you mean "target"?'],
    ['agents.smfg.taget=¥30tn', '13: nothing is called "taget" here; did you mean "target"?'],
    ['agents.vigilantes-02.capacity=3%', '8: nothing is called "vigilantes-02" here; did you mean "vigilantes"?'],
    ['announcements.davso.credibility=1%', '15: nothing is called "davso" here; did you mean "davos"?'],
    ['announcements.0.credibility=1%', '15: nothing is called "0" here'],
    ['loops.L22=off', '7: nothing is called "L22" here; did you mean "L2"?'],
    ['lops.L2=off', '1: nothing is called "lops" here; did you mean "loops"?'],
    ['markets.jgb.gdp.value=¥1tn', '17: "markets.jgb.gdp" is a single value: nothing lies below it'],
    ['markets.jgb.gdp=', '17: the value is empty'],
    ['=1', '1: nothing is called "" here'],
  ])('%s is refused: %s', (setting, message) => {
    expect(refusal(setting)).toBe(message);
  });

  it('refuses a value that is no YAML, and leaves bad quantities to the reading', () => {
    expect(refusal('title=[a')).toMatch(/^7: not valid YAML/);
    expect(() => set('markets.jgb.gdp=$135tn')).toThrow(/did you mean \$135bn\?/);
  });

  it.each([
    ['loops.L2=maybe', '--set:1:10: expected on or off, found "maybe"', 'maybe'],
    ['loops.L2=no', '--set:1:10: write on or off, not "no"; did you mean "off"?', 'no'],
    [
      'agents.dealers.riskLimit=abc',
      '--set:1:26: expected money per basis point, such as ¥450m/bp, found "abc": no "/bp" at the end',
      'abc',
    ],
    [
      'agents.smfg.mandate={market: jgb, target: ¥1tn, fair10y: 2%, varLimit: ¥0bn}',
      /^--set:1:72: .*more than zero$/,
      '¥0bn',
    ],
    [
      'agents.smfg.holdings.JGB-10Y=¥500tn',
      '--set:1:30: holdings of JGB-10Y add up to ¥500tn, but only ¥420tn is outstanding',
      '¥500tn',
    ],
    ['markets.jgb.gdp=$135tn', /^--set:1:17: .*did you mean \$135bn\?$/, '$135tn'],
    ['auctions.ten-year.date=2026-01-24', /^--set:1:24: 2026-01-24 is a Saturday/, '2026-01-24'],
  ])('%s is refused where it is said: %s', (setting, message, found) => {
    const errors = refusalsOf(SMALL, setting);
    expect(errors.map((error) => `${error.file}:${error.line}:${error.column}: ${error.message}`)).toEqual([
      typeof message === 'string' ? message : expect.stringMatching(message),
    ]);
    expect(errors[0]).toMatchObject({ found, path: setting.slice(0, setting.indexOf('=')) });
    expect(renderError(errors[0] as LocatedError, setting).split('\n')[1]).toContain(found);
  });

  it('points at what was set where it only adds to a fault', () => {
    const full = changed('  vigilantes:\n', '  vigilantes:\n    holdings: { JGB-10Y: ¥400tn }\n');
    expect(refusalsOf(full, 'agents.smfg.holdings.JGB-10Y=¥30tn')).toMatchObject([{ file: '--set', column: 30 }]);
    expect(refusalsOf(full, 'instruments.JGB-10Y.outstanding=¥405tn')).toMatchObject([{ file: '--set', column: 33 }]);
  });

  it('of two settings of one value blames the later', () => {
    const errors = refusalsOf(SMALL, 'loops.L2=maybe', 'loops={L2: perhaps}');
    expect(errors).toMatchObject([{ file: '--set', path: 'loops', column: 12, found: 'perhaps' }]);
  });

  it('shows what is wrong with the file as the file has it', () => {
    const spaced = changed('credibility: 75%', 'credibility:    175%', `# mine\n\n\n${SMALL}`);
    const [first, ...rest] = refusalsOf(spaced, 'title=Another');
    expect(rest).toEqual([]);
    expect(first).toMatchObject({ file: 'mine.yaml', line: 59, found: '175%' });
    expect(renderError(first as LocatedError, spaced)).toContain('credibility:    175%');
  });

  it('tells all that is wrong with several settings', () => {
    const result = applySettings(SMALL, ['a=1', 'b.c=2', 'title=ok'].map(parse), AGENT_KINDS);
    expect(result.ok ? 0 : result.errors.length).toBe(2);
  });

  it('does not pull a value away from under its aliases', () => {
    const shared = changed('credibility: 75%', 'credibility: *p', changed('likelihood: 35%', 'likelihood: &p 35%'));
    const pull = (path: string) => applySettings(shared, [{ path, valueText: '40%' }], AGENT_KINDS);
    expect(pull('announcements.davos.credibility').ok).toBe(true);
    expect(pull('announcements.pledges.likelihood')).toMatchObject({
      ok: false,
      errors: [{ message: 'the value set here is repeated elsewhere as *p: write it out there first' }],
    });
  });

  it('names the file where the file itself is no YAML', () => {
    const result = applySettings('a: [', [parse('title=x')], AGENT_KINDS, 'mine.yaml');
    expect(result).toMatchObject({ ok: false, errors: [{ file: 'mine.yaml', line: 1 }] });
  });

  it('never throws, whatever the path and the value', () => {
    const words = [
      'agents',
      'smfg',
      'mandate',
      'target',
      'holdings',
      'markets',
      'jgb',
      'gdp',
      'value',
      'announcements',
      'davos',
      '0',
      '',
      'x',
      '__proto__',
      'constructor',
      'loops',
      'L2',
      'auctions',
      'extraHolidays',
      'count',
    ];
    const values = ['1', '', '[', '{a: 1}', '*x', '&a [*a]', '!!map x', '\uD800', '~', '"'];
    for (let seed = 0; seed < 120; seed++) {
      const roll = dice(seed);
      const path = Array.from({ length: 1 + roll(5) }, () => words[roll(words.length)] as string).join('.');
      const setting = { path, valueText: values[roll(values.length)] as string };
      expect(
        () => applySettings(SMALL, [setting], AGENT_KINDS),
        `seed ${seed}: ${JSON.stringify(setting)}`,
      ).not.toThrow();
    }
  });
});
