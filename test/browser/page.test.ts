import { createHub } from '../../src/demo/hub.ts';
import { startNode } from '../../src/demo/node.ts';
import { buildDemo } from './build-demo.ts';
import { pageSuite } from './page-suite.ts';
import { startRoundRobin } from './round-robin.ts';

pageSuite('the page, straight to its nodes', async () => {
  const demo = await buildDemo();
  const hub = createHub();
  const { pageFolder } = demo;
  const nodes = await Promise.all(['a', 'b'].map((name) => startNode({ name, hub, pageFolder })));
  const proxy = await startRoundRobin(nodes.map(({ port }) => port));
  return {
    url: proxy.url,
    close: async () => {
      await proxy.close();
      await Promise.all(nodes.map((node) => node.close()));
      await demo.remove();
    },
  };
});
