import { coded, t } from './strings';
import type { Asker } from './wallet-types';

/** Who asks, as a person calls it. */
export function askerName(asker: Asker): string {
  return asker.kind === 'app' ? t('approval.asker.app', { name: asker.name }) : coded('approval.asker', asker.kind);
}
