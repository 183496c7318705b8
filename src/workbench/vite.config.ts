// Owns how the workbench becomes dist/workbench; refuses inline scripts and styles, which the server's policy blocks.
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { lookStyle } from './look-style.ts';

const lookModule = 'virtual:look.css';

/** The city's tokens as custom properties, in a file of their own like every other style. */
function lookPlugin(): Plugin {
  return {
    name: 'yizhan-look',
    resolveId: (id) => (id === lookModule ? `\0${lookModule}` : undefined),
    load: (id) => (id === `\0${lookModule}` ? lookStyle() : undefined),
  };
}

export default defineConfig({
  root: 'src/workbench',
  base: '/workbench-assets/',
  plugins: [react(), lookPlugin()],
  build: {
    outDir: '../../dist/workbench',
    assetsDir: '',
    emptyOutDir: true,
    target: 'es2022',
    // A picture inlined as data: would be allowed by the policy; a file of its own can be cached.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: true,
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      output: {
        codeSplitting: {
          // What changes rarely is a file of its own, so that a new version of ours leaves it in the cache.
          groups: [
            {
              name: 'react',
              test: /node_modules[\\/](react|react-dom|react-router|scheduler)[\\/]/,
              priority: 3,
            },
            {
              name: 'antd',
              test: /node_modules[\\/](antd|@ant-design|@rc-component|stylis)[\\/]/,
              priority: 2,
            },
            { name: 'libraries', test: /node_modules/, priority: 1 },
          ],
        },
      },
    },
  },
});
