export const helpText = `Latent Lint finds the risky lines of a fine-tuning data set (JSONL).

  latent-lint scan FILE...   score every line and show the risky ones; - reads the standard input
  latent-lint report FILE... -o PAGE.html
                             write the map of the files as one page for any browser
  latent-lint feature ...    make features of your own from marked lines; see latent-lint feature --help
  latent-lint calibrate --ordinary FILE...
                             count with data that you know to be fine; see latent-lint calibrate --help
  latent-lint lsp --stdio    run the language server for an editor
  latent-lint help           show this text
  latent-lint --version      show the version

Options of scan
  --format text|json     text for people, worst first (default); json prints one object a line
  --threshold X          flag lines that are riskier than this share of ordinary samples, 0 to 1
  --input-format NAME    auto (default) finds the format of each line; or openai-chat, openai-dpo,
                         prompt-completion, text, alpaca, sharegpt, trl-preference, trl-kto
  --pack DIR             score with another pack than the one that comes with the program
  --workers N            scoring processes; 0 (default) takes half of the processor cores
  --latents N            show the N latents, 0 (default) to 20, that are most active in each sample
  --max-tokens N         the most tokens of trained text to score in one sample (default 16384)
  --store DIR            keep scores in this folder, so that the next scan need not compute them again
  --no-ignore            flag samples too that .latent-lint/ignore.jsonl lists
  --feature NAME         compare with a feature of your own too, and flag what it finds; may be repeated

Options of report
  -o, --output PAGE.html where the page goes
  --projection NAME      harm (default), pca or umap
  --samples N            the text of the N riskiest samples goes into the page (default 1000)
  --pack DIR, --store DIR  as for scan

Exit code: 0 nothing is flagged, 1 something is flagged, 2 it could not be done.
Nothing leaves this machine: the model runs here.
`;

export const featureHelpText = `Features of your own: mark a few lines, find the rest.

  latent-lint feature make --name NAME --positive FILE[:LINES] [--negative FILE[:LINES]]
  latent-lint feature list
  latent-lint feature show NAME
  latent-lint feature test NAME FILE...           rank the lines of files by it
  latent-lint feature export NAME FILE            to a .safetensors or .npy file
  latent-lint feature import SOURCE --name NAME   from a .safetensors or .npy file, or sae:17 for a
                                                  row of the pack's autoencoder
  latent-lint feature remove NAME                 also by the name of a damaged file
  latent-lint scan --feature NAME FILE...         flag what it finds

LINES are numbers and ranges, such as 3,7-12; without them all lines of the file are meant.
Features are kept in .latent-lint/features of the folder in which the command runs.

Options of make
  --positive FILE[:LINES]  lines like this; may be repeated
  --negative FILE[:LINES]  lines not like this, best on the same topics; may be repeated
  --why TEXT, --who NAME   what it is for, and who made it
  --compare N              how many other lines of the files to compare with (default 100)

Options of import
  --tensor NAME            which tensor of a file that holds several
  --row N                  which row of a matrix, from 0; else the pack's layer of a matrix of layers
  --space auto|whitened|residual
                           where the direction lies; auto takes exports of this program as whitened,
                           all others as directions of the residual stream
  --why TEXT, --who NAME   as for make

Options of all: --format text|json, --pack DIR, --workers N, --store DIR, --input-format NAME
Exit code: 0 done (test: nothing is flagged), 1 something is flagged (test), 2 it could not be done.
`;

export const calibrateHelpText = `Your own ordinary data: files that you know to be fine join what counts as ordinary.

  latent-lint calibrate --ordinary FILE...

Says for each threshold how many of 1,000 of your ordinary samples would be flagged, before and after. At least
20 different samples are needed. They are kept in .latent-lint/ordinary.json of the folder in which the command
runs, in place of those that were kept before, and every scan in that folder counts with them.

Options
  --ordinary             the files are known to be fine; needed
  --format text|json     text for people (default), or one JSON object
  --pack DIR             score with another pack than the one that comes with the program; scan with the same
  --workers N            scoring processes; 0 (default) takes half of the processor cores
  --store DIR            keep scores in this folder, so that they need not be computed again
  --input-format NAME    the format of all lines, as for scan; auto (default) finds it for each line

Exit code: 0 done, 2 it could not be done.
`;
