import { i18n } from '@lingui/core';
import { compiled } from './message.ts';

/** English travels with the code that says it, so no catalogue is loaded before the first paint. */
export function startLanguage(): void {
  i18n.setMessagesCompiler(compiled);
  i18n.loadAndActivate({ locale: 'en', messages: {} });
}
