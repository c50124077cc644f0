import * as vscode from 'vscode';

/** The one log of the extension and of its server, under Output > Latent Lint. */
export function createLog(): vscode.LogOutputChannel {
  return vscode.window.createOutputChannel('Latent Lint', { log: true });
}

/**
 * The log as the plain channel that the language client writes to. The client puts the level at the start of a
 * line, as in `[Error - 10:31:02] text`; here it becomes the level of the log.
 */
export function asPlainChannel(log: vscode.LogOutputChannel): vscode.OutputChannel {
  return {
    ...quietChannel(log),
    append: (text) => log.append(text),
    appendLine: (line) => writeLine(log, line),
  };
}

/** What the client hardly uses. It may not dispose of the log, which outlives every client. */
function quietChannel(log: vscode.LogOutputChannel) {
  return {
    name: log.name,
    replace: (text: string) => log.replace(text),
    clear: () => log.clear(),
    show: () => log.show(true),
    hide: () => log.hide(),
    dispose: () => undefined,
  };
}

function writeLine(log: vscode.LogOutputChannel, line: string): void {
  const [, level, text = line] =
    /^\[(Error|Warn|Info|Debug|Trace)\s+- [^\]]*\] (.*)$/s.exec(line) ?? [];
  if (level === 'Error') {
    log.error(text);
  } else if (level === 'Warn') {
    log.warn(text);
  } else if (level === 'Debug' || level === 'Trace') {
    log.debug(text);
  } else {
    log.info(text);
  }
}
