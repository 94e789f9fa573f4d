export { askExtension, withdrawExtension } from './ask-extension.ts';
export { grantExtension, refuseExtension } from './decide-extension.ts';
export { endOf, whyNotAsk } from './extension.rules.ts';
export { dropExtensions, type Extension, extensionsOf, extensionsOfEach } from './extension.store.ts';
export { extensionShown } from './extension.view.ts';
