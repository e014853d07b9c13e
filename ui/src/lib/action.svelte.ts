import { Problem } from './problem';

/** Something that a person sets going: whether it runs, and what went wrong with it. */
export class Action {
  working = $state(false);
  problem = $state.raw<Problem | undefined>();

  /** Runs it unless it runs already; true when it went well. */
  async run(act: () => Promise<unknown>): Promise<boolean> {
    if (this.working) return false;
    this.working = true;
    this.problem = undefined;
    try {
      await act();
      return true;
    } catch (cause) {
      this.problem = Problem.of(cause);
      return false;
    } finally {
      this.working = false;
    }
  }
}
