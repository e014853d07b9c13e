/** Whether the node has its keys and runs, and what the page shows until then. */

import { Problem } from './problem';
import { setup } from './wallet-api';
import type { Created, Setup } from './wallet-types';

const PAUSE = 700;

class Gate {
  setup = $state.raw<Setup | undefined>();
  problem = $state.raw<Problem | undefined>();
  /** A wallet that was made just now, whose words are still on the screen; nowhere else in the page. */
  created = $state.raw<Created | undefined>();

  get open(): boolean {
    return this.setup?.state === 'running' && this.created === undefined;
  }

  /** Asks until the node runs. */
  async watch(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.ask(signal);
      if (this.setup?.state === 'running' && this.problem === undefined) return;
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
  }

  async ask(signal?: AbortSignal): Promise<void> {
    try {
      this.setup = await setup.state(signal);
      this.problem = undefined;
    } catch (cause) {
      if (signal?.aborted !== true) this.problem = Problem.of(cause);
    }
  }
}

export const gate = new Gate();
