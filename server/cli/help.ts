export const helpText = `Latent Lint finds the risky lines of a fine-tuning data set (JSONL).

  latent-lint scan FILE...   score every line and show the risky ones; - reads the standard input
  latent-lint report FILE... -o PAGE.html
                             write the map of the files as one page for any browser
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

Options of report
  -o, --output PAGE.html where the page goes
  --projection NAME      pca (default) or umap
  --samples N            the text of the N riskiest samples goes into the page (default 1000)
  --pack DIR, --store DIR  as for scan

Exit code: 0 nothing is flagged, 1 something is flagged, 2 it could not be done.
Nothing leaves this machine: the model runs here.
`;
