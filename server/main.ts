import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { version } from '../package.json';
import { listen } from './listen.ts';

// The transport is an argument of the process: `--stdio`, `--node-ipc`, `--pipe` or `--socket`. The library
// ends the process when its client is gone.
listen(createConnection(ProposedFeatures.all), version);
