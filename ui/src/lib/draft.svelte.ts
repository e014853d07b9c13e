/** What somebody types into the Sell form, and what is still wrong with it. */

import { t } from './strings';
import { amountFault } from './faults';
import { guessColumns, mediaTypeOf, separatorOf } from './rows';
import type { Column, Draft, StoredFile, Token } from './types';
import { parseAmount } from './units';

const FIRST_BYTES = 64 * 1024;

export class DraftForm {
  stored = $state.raw<StoredFile | undefined>();
  mediaType = $state('application/octet-stream');
  columns = $state.raw<Column[]>([]);
  title = $state('');
  description = $state('');
  tags = $state('');
  licence = $state('CC-BY-4.0');
  price = $state('');
  days = $state('90');
  shared = $state(false);
  x402 = $state(false);
  token = $state.raw<Token | undefined>();

  /** Takes the file's name, format and columns as first suggestions. */
  async take(stored: StoredFile | undefined, file: File | undefined): Promise<void> {
    this.stored = stored;
    this.columns = [];
    if (stored === undefined || file === undefined) return;
    this.mediaType = mediaTypeOf(file.name, file.type);
    if (this.title === '') this.title = file.name.replace(/\.[^.]+$/, '').replaceAll(/[-_]+/g, ' ');
    const separator = separatorOf(this.mediaType, file.name);
    if (separator === undefined) return;
    const columns = guessColumns(await file.slice(0, FIRST_BYTES).text(), separator);
    if (this.stored === stored) this.columns = columns;
  }

  get tagList(): string[] {
    const words = this.tags.split(/[,;\n]/).map((tag) => tag.trim().toLowerCase());
    return [...new Set(words.filter((tag) => tag !== ''))].slice(0, 16);
  }

  get amount() {
    return parseAmount(this.price, this.token?.decimals ?? 0);
  }

  get faults() {
    const days = Number(this.days);
    return {
      file: this.stored === undefined ? t('sell.fault.file') : undefined,
      title: this.title.trim() === '' ? t('sell.fault.title') : undefined,
      licence: this.licence.trim() === '' ? t('sell.fault.licence') : undefined,
      price: this.token === undefined ? t('amount.fault.empty') : amountFault(this.amount, this.token),
      days: Number.isInteger(days) && days >= 1 && days <= 365 ? undefined : t('sell.fault.days'),
    };
  }

  /** What is sent to the node, once nothing is wrong. */
  finished(): Draft | undefined {
    const { amount, stored, token } = this;
    if (Object.values(this.faults).some((fault) => fault !== undefined)) return undefined;
    if (stored === undefined || token === undefined || !('value' in amount)) return undefined;
    return {
      fileId: stored.fileId,
      title: this.title.trim(),
      description: this.description.trim(),
      tags: this.tagList,
      licence: this.licence.trim(),
      price: amount.value.toString(),
      token: token.address,
      mediaType: this.mediaType,
      validDays: Number(this.days),
      shared: this.shared,
      x402: this.x402,
      ...(this.columns.length > 0 ? { schema: { columns: this.columns } } : {}),
    };
  }
}
