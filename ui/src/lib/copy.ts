import { announcer } from './announce.svelte';
import { t } from './strings';

export async function copyText(text: string, what: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    announcer.say(t('common.copied', { what }));
    return true;
  } catch {
    announcer.say(t('common.copy.failed'));
    return false;
  }
}
