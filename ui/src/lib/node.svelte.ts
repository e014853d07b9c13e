/** What the whole page knows of its node: the chain's coin, and whether it is play money. */

import type { Status, Token } from './types';

export const ZERO_ADDRESS = '0x0000000000000000000000000000000000000000';

class Node {
  status: Status | undefined = $state.raw(undefined);

  get coin(): Pick<Token, 'symbol' | 'decimals'> {
    return this.status?.chain.coin ?? { symbol: 'ETH', decimals: 18 };
  }
}

export const node = new Node();
