import { t } from './strings';
import type { ProblemBody } from './types';

/** Anything that went wrong, in the four parts that a person is told: what, money, what next, code. */
export class Problem extends Error {
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly retryable: boolean;
  readonly requestId: string | undefined;
  readonly moneySafe: string;
  readonly next: string;
  readonly status: number;

  constructor(body: ProblemBody, status: number) {
    super(`${body.code}: ${body.detail}`);
    this.code = body.code;
    this.title = body.title;
    this.detail = body.detail;
    this.retryable = body.retryable ?? false;
    this.requestId = body.requestId;
    this.status = status;
    this.moneySafe = money(body.moneySafe);
    this.next = body.next ?? t(this.retryable ? 'problem.next.retry' : 'problem.next.report');
  }

  /** A passphrase that does not fit is said where it was typed, not in a note of its own. */
  get ofPassphrase(): string | undefined {
    return this.code === 'wrong_passphrase' ? this.detail : undefined;
  }

  /** For the clipboard: everything that helps somebody else to understand it, and no secret. */
  get copy(): string {
    const request = this.requestId === undefined ? '' : `\nrequest ${this.requestId}`;
    return `${this.code} (${this.status})\n${this.title}: ${this.detail}${request}`;
  }

  static of(cause: unknown): Problem {
    if (cause instanceof Problem) return cause;
    const detail = cause instanceof Error ? cause.message : String(cause);
    return new Problem({ code: 'page_fault', title: t('problem.page.title'), detail }, 0);
  }

  static away(): Problem {
    return new Problem(
      {
        code: 'node_away',
        title: t('problem.away.title'),
        detail: t('problem.away.detail'),
        retryable: true,
        moneySafe: t('problem.away.money'),
        next: t('problem.away.next'),
      },
      0,
    );
  }
}

function money(said: string | boolean | undefined): string {
  if (typeof said === 'string' && said !== '') return said;
  return t(said === false ? 'problem.money.look' : 'problem.money.safe');
}
