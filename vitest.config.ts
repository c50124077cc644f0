import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    fileParallelism: false,
    projects: [
      { test: { name: 'unit', include: ['test/unit/**/*.test.ts'] } },
      {
        test: {
          name: 'server',
          include: ['test/server/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'page',
          // A browser on a busy machine now and then loses a key or a click.
          retry: 1,
          include: ['test/editor/page/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 180_000,
        },
      },
      {
        test: {
          name: 'panel',
          retry: 1,
          include: ['test/editor/panel/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 180_000,
        },
      },
      {
        test: {
          name: 'vsix',
          retry: 1,
          include: ['test/editor/vsix/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 180_000,
        },
      },
      {
        test: {
          name: 'pictures',
          include: ['test/editor/pictures/**/*.test.ts'],
          testTimeout: 120_000,
        },
      },
    ],
  },
});
