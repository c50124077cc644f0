export { findBrowser, type Browser } from './browser.ts';
export { installEditor, startHost, type Host, type HostOptions, type PageTarget } from './host.ts';
export { launchBrowser, openPage, runTests } from './page.ts';
export { projectRoot } from './paths.ts';
