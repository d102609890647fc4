/** What a reviewer would break in the ledger's money and in the calendar of settlement; legs are in `posting-legs.ts`. */
import type { KnownPlant } from './known-plant.ts';

const LEDGER = 'test/market/ledger/ledger.test.ts';
const SETTLEMENT = 'test/market/ledger/settlement.test.ts';

export const LEDGER_PLANTS: readonly KnownPlant[] = [
  {
    bug: 'a fill is paid without its accrued interest',
    file: 'src/market/ledger/ledger.ts',
    text: 'const paid = money + lots * accruedPerLot[instrument]!;',
    becomes: 'const paid = money;',
    tests: [LEDGER],
    says: 'lots go one way and money with interest accrued the other',
  },
  {
    bug: 'bonds settle two business days after the trade',
    file: 'src/market/ledger/value-dates.ts',
    text: 'export const BOND_LAG_DAYS = 1;',
    becomes: 'export const BOND_LAG_DAYS = 2;',
    tests: [SETTLEMENT],
    says: 'bonds settle on the next business day of their market',
  },
  {
    bug: 'the register of a gilt closes a day early',
    file: 'src/market/ledger/settlement-registers.ts',
    text: 'addDays(giltExDividendDate(coupon, holidays), 1)',
    becomes: 'giltExDividendDate(coupon, holidays)',
    tests: [SETTLEMENT],
    says: 'settled on the ex-dividend date it is cum: the buyer gets the coupon',
  },
  {
    bug: 'a coupon that passes while a delivery is late stays with who failed',
    file: 'src/market/ledger/settlement-postings.ts',
    text: ' + (claims[agent] as number)',
    becomes: '',
    tests: ['test/market/ledger/ledger-settlement.test.ts'],
    says: 'a coupon that passes while a delivery is late is the buyer’s',
  },
  {
    bug: 'an index-linked gilt is repaid without its index',
    file: 'src/market/ledger/settlement-registers.ts',
    text: 'minor(shareTowardsZero(principal, bond.ratioOn(bond.maturity), RATIO_ONE))',
    becomes: 'minor(shareTowardsZero(principal, RATIO_ONE, RATIO_ONE))',
    tests: [SETTLEMENT],
    says: 'coupon and principal of an index-linked gilt are multiplied by the index and cut to the penny',
  },
  {
    bug: 'a loan of dollars counts 365 days a year',
    file: 'src/market/ledger/settlement-terms.ts',
    text: 'USD: 360',
    becomes: 'USD: 365',
    tests: [SETTLEMENT],
    says: 'loans USD',
  },
  {
    bug: 'a haircut is added instead of taken off',
    file: 'src/market/ledger/settlement-payments.ts',
    text: '1000 - this.haircut(line)',
    becomes: '1000 + this.haircut(line)',
    tests: [SETTLEMENT],
    says: 'bonds less the haircut are 6 lots',
  },
];
